namespace PartnerCenter.Referrals;

/// <summary>What every kind of deal is made of. <see cref="Deal"/> makes the drafts from it.</summary>
/// <remarks>
/// What is required here is what Partner Center's user interface asks of every deal, beside the four parts that the API requires. That a
/// text is blank or a list empty is found when the deal is created, together with everything else that is missing. Immutable: it keeps
/// copies of the lists that you set. Mirrors the request of Microsoft's page <em>Create a referral</em>.
/// </remarks>
public sealed record DealTerms
{
    /// <summary>The deal's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The customer: name, and address with street, city and two-letter country. Its team holds the contacts; one with first name, last
    /// name, phone number and email is needed where help is asked for.
    /// </summary>
    public required CustomerProfile CustomerProfile { get; init; }

    /// <summary>What is sold: 1 to 50 solutions.</summary>
    public required IReadOnlyList<SolutionTag> Solutions { get; init => field = ModelList<SolutionTag>.CopyOf(value); }

    /// <summary>The estimated value, in <see cref="Currency"/>.</summary>
    public required decimal DealValue { get; init; }

    /// <summary>The currency as a code of three letters (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>When the deal is expected to close; sent in UTC.</summary>
    public required DateTimeOffset ClosingDateTime { get; init; }

    /// <summary>The own people on the deal: 1 to 50, one of them with first name, last name, phone number and email.</summary>
    public required IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); }

    /// <summary>Whether the customer means to buy through Microsoft's marketplace.</summary>
    public required CustomerMarketplaceIntent CustomerMarketplaceIntent { get; init; }

    /// <summary>Whether the contacts may be shared with the other parties. Without that consent no deal is created.</summary>
    public required bool ConsentToShareInfoWithOthers { get; init; }

    /// <summary>Whether the customer may be contacted.</summary>
    public required bool ConsentToContact { get; init; }

    /// <summary>Notes in free text on the own record. An invitation does not pass them on.</summary>
    public string? Notes { get; init; }

    /// <summary>The marketing campaign that the deal comes from.</summary>
    public string? CampaignId { get; init; }

    /// <summary>The deal's id in the own CRM system.</summary>
    public string? ExternalReferenceId { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => nameof(DealTerms);
}
