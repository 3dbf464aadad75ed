using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Creates drafts of your organization's own deals, with one method for each kind (see <see cref="ReferralKind"/>).</summary>
/// <remarks>
/// A draft is a plain <see cref="Referral"/> that you can copy with changes (<c>with</c>). Send it with
/// <see cref="IReferralsClient.CreateAsync"/>, or with <see cref="DealExtensions.CreateCoSellAsync"/> to invite a participant at the same
/// time. The draft is not checked before that. Microsoft shows samples of each kind in
/// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>.
/// </remarks>
public static class Deal
{
    /// <summary>
    /// Creates a draft of a deal that only your organization sees. It can become partner-led or co-sell later, but not private again.
    /// </summary>
    /// <param name="terms">The terms that every kind of deal has.</param>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    public static Referral Private(DealTerms terms) => Alone(terms, isVisible: false);

    /// <summary>
    /// Creates a draft of a deal that your organization leads and Microsoft's sellers can see. That visibility cannot be withdrawn.
    /// </summary>
    /// <param name="terms">The terms that every kind of deal has.</param>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    public static Referral PartnerLed(DealTerms terms) => Alone(terms, isVisible: true);

    /// <summary>
    /// Creates a draft of a deal for which you ask Microsoft for help. Microsoft's sellers can see it. That visibility cannot be withdrawn.
    /// </summary>
    /// <param name="terms">The terms that every kind of deal has.</param>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <remarks>
    /// The draft does not ask for help by itself; the <see cref="Invitation"/> does. <see cref="IReferralsClient.CreateAsync"/> refuses the
    /// draft without a customer contact, because the invitation would be refused.
    /// </remarks>
    public static Referral CoSell(DealTerms terms) => Together(terms, isVisible: true, []);

    /// <summary>Creates a draft of a co-sell deal about services.</summary>
    /// <param name="terms">The terms that every kind of deal has.</param>
    /// <param name="services">The partner role, the solution area and the solution play.</param>
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

    /// <summary>Creates a draft of a deal into which you invite another partner. Microsoft's sellers do not see it.</summary>
    /// <param name="terms">The terms that every kind of deal has.</param>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <remarks>
    /// This method is experimental: the kind is known from the user interface, and its JSON is inferred. See
    /// <see cref="Invitation.ToPartner"/>.
    /// </remarks>
    [Experimental("PCR001")]
    public static Referral PartnerToPartner(DealTerms terms) => Together(terms, isVisible: false, []);

    // wire contract 5.1: nobody else is in the deal, so it has no target.
    private static Referral Alone(DealTerms terms, bool isVisible) => Draft(terms, ReferralType.Independent, isVisible, []);

    // wire contract 5.2, 3.1: the target holds the ids of the catalog solutions in the same order; a category is not a solution profile.
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
                ClosingDateTime = terms.ClosingDateTime == default ? null : ClosingDate.OfNewDeal(terms.ClosingDateTime),
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

    // CreateAsync refuses a missing or blank id, together with everything else that is missing.
    private static RequirementAttribute Attribute(RequirementAttributeType type, string? id) => new() { Type = type, Id = id };
}
