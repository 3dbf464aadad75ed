namespace PartnerCenter.Referrals;

/// <summary>Describes what every kind of deal has in common. <see cref="Deal"/> creates drafts from it.</summary>
/// <remarks>
/// The required members are those that Partner Center's user interface requires of every deal, in addition to the four parts that the API
/// requires. A blank text or an empty list is refused when the deal is created, together with everything else that is missing. The record
/// is immutable: it keeps copies of the lists that you set, and refuses a list that contains null. Microsoft documents the request in
/// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>.
/// </remarks>
public sealed record DealTerms
{
    /// <summary>Gets the name of the deal.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the customer, with a name and an address that has street, city and two-letter country code. The customer's team holds the
    /// contacts. A request for help needs a contact with first name, last name, phone number and email.
    /// </summary>
    public required CustomerProfile CustomerProfile { get; init; }

    /// <summary>Gets the solutions that are sold, 1 to 50.</summary>
    public required IReadOnlyList<SolutionTag> Solutions { get; init => field = ModelList<SolutionTag>.CopyOf(value); }

    /// <summary>Gets the estimated value of the deal, in <see cref="Currency"/>.</summary>
    public required decimal DealValue { get; init; }

    /// <summary>Gets the currency as a three-letter ISO 4217 code, such as <c>USD</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// Gets the date on which the deal is expected to close. A time in UTC is sent as it is. A value of another offset, such as a local
    /// <see cref="DateTime"/>, stands for its calendar day, and is sent as midnight in UTC of that day.
    /// </summary>
    public required DateTimeOffset ClosingDateTime { get; init; }

    /// <summary>
    /// Gets the members of your organization who work on the deal, 1 to 50. At least one has first name, last name, phone number and email.
    /// </summary>
    public required IReadOnlyList<Member> Team { get; init => field = ModelList<Member>.CopyOf(value); }

    /// <summary>Gets whether the customer intends to buy through Microsoft's marketplace.</summary>
    public required CustomerMarketplaceIntent CustomerMarketplaceIntent { get; init; }

    /// <summary>Gets whether the contacts may be shared with the other parties. Without this consent no deal is created.</summary>
    public required bool ConsentToShareInfoWithOthers { get; init; }

    /// <summary>Gets whether the customer may be contacted.</summary>
    public required bool ConsentToContact { get; init; }

    /// <summary>Gets the notes on your organization's own record, in free text. An invitation does not disclose them.</summary>
    public string? Notes { get; init; }

    /// <summary>Gets the id of the marketing campaign that led to the deal.</summary>
    public string? CampaignId { get; init; }

    /// <summary>Gets the id of the deal in your CRM system.</summary>
    public string? ExternalReferenceId { get; init; }

    /// <summary>Returns the name of the type only, because the terms hold personal data.</summary>
    public override string ToString() => nameof(DealTerms);
}
