using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Makes the drafts of a partner's own deals, one method for each kind (see <see cref="ReferralKind"/>).</summary>
/// <remarks>
/// A draft is a plain <see cref="Referral"/>: change it by <c>with</c>, create it by <see cref="IReferralsClient.CreateAsync"/>, or, if
/// somebody is to be invited at once, by <see cref="DealExtensions.CreateCoSellAsync"/>. Nothing is checked before that. Mirrors the
/// samples of Microsoft's page <em>Create a referral</em>.
/// </remarks>
public static class Deal
{
    /// <summary>A deal that only the own organization sees. It can become partner-led or co-sell later, never the other way.</summary>
    /// <param name="terms">What the deal is about.</param>
    public static Referral Private(DealTerms terms) => Alone(terms, isVisible: false);

    /// <summary>A deal of the own organization that Microsoft's sellers can see. That cannot be taken back.</summary>
    /// <param name="terms">What the deal is about.</param>
    public static Referral PartnerLed(DealTerms terms) => Alone(terms, isVisible: true);

    /// <summary>A deal for which Microsoft's help is to be asked. Its sellers can see it, and that cannot be taken back.</summary>
    /// <param name="terms">What the deal is about.</param>
    /// <remarks>The draft alone asks nobody: the invitation does.</remarks>
    public static Referral CoSell(DealTerms terms) => Together(terms, isVisible: true, []);

    /// <summary>A co-sell deal about services.</summary>
    /// <param name="terms">What the deal is about.</param>
    /// <param name="services">The role, area and play of the services.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Referral ServicesCoSell(DealTerms terms, ServicesCoSellTerms services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Together(
            terms,
            isVisible: true,
            [
                Attribute(RequirementAttributeType.PartnerRole, services.PartnerRole),
                Attribute(RequirementAttributeType.SolutionArea, services.SolutionArea),
                Attribute(RequirementAttributeType.SolutionPlay, services.SolutionPlay),
            ]);
    }

    /// <summary>A deal into which another partner is to be invited. Microsoft's sellers do not see it.</summary>
    /// <param name="terms">What the deal is about.</param>
    /// <remarks>
    /// Experimental: the kind is known from the user interface, its form on the wire is inferred. See <see cref="Invitation.ToPartner"/>.
    /// </remarks>
    [Experimental("PCR001")]
    public static Referral PartnerToPartner(DealTerms terms) => Together(terms, isVisible: false, []);

    // wire contract 5.1: nobody else is in it, so that it has no target.
    private static Referral Alone(DealTerms terms, bool isVisible) => Draft(terms, ReferralType.Independent, isVisible, []);

    // wire contract 5.2, 3.1: the target holds the catalogue solutions, same ids in the same order; a category is no solution profile.
    private static Referral Together(DealTerms terms, bool isVisible, IReadOnlyList<RequirementAttribute> attributes) =>
        Draft(terms, ReferralType.Shared, isVisible, attributes) with
        {
            Target = [.. terms.Solutions.Where(solution => solution.Type == SolutionTagType.Name && !string.IsNullOrWhiteSpace(solution.Id))
                .Select(solution => ReferralTarget.Solution(solution.Id!))],
        };

    private static Referral Draft(DealTerms terms, ReferralType type, bool isVisible, IReadOnlyList<RequirementAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new Referral
        {
            Name = terms.Name,
            Type = type,
            Qualification = ReferralQualification.SalesQualified,
            CustomerProfile = terms.CustomerProfile,
            Consent = new Consent
            {
                ConsentToShareInfoWithOthers = terms.ConsentToShareInfoWithOthers,
                ConsentToContact = terms.ConsentToContact,
                ConsentToShareReferralWithMicrosoftSellers = isVisible,
            },
            Details = new ReferralDetails
            {
                Notes = terms.Notes,
                DealValue = terms.DealValue,
                Currency = terms.Currency,
                ClosingDateTime = terms.ClosingDateTime == default ? null : terms.ClosingDateTime,
                Requirements = new ReferralRequirements
                {
                    Solutions = terms.Solutions,
                    AdditionalRequirements = new AdditionalRequirements
                    {
                        Attributes =
                        [
                            Attribute(RequirementAttributeType.CustomerMarketplaceIntent, terms.CustomerMarketplaceIntent?.Value),
                            .. attributes,
                        ],
                    },
                },
            },
            Team = terms.Team,
            CampaignId = terms.CampaignId,
            ExternalReferenceId = terms.ExternalReferenceId,
        };
    }

    // A missing or blank id is refused when the deal is created, together with everything else that is missing.
    private static RequirementAttribute Attribute(RequirementAttributeType type, string? id) => new() { Type = type, Id = id };
}
