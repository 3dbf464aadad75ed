using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes the deal itself: its value, its closing date and what the customer needs.</summary>
/// <remarks>
/// Mirrors <c>ReferralDetails</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>.
/// </remarks>
public sealed record ReferralDetails : IModel
{
    private readonly ModelContent _content;

    /// <summary>
    /// Gets the notes, in free text. Everyone who can see this record can see them. You can set them on create and change them later.
    /// </summary>
    [JsonPropertyName("notes")]
    public string? Notes { get; init => field = _content.Keep(value, 0); }

    /// <summary>
    /// Gets the estimated value in <see cref="Currency"/>; leads may have none. You can set it on create and change it later.
    /// </summary>
    [JsonPropertyName("dealValue")]
    public decimal? DealValue { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the currency as a three-letter code (ISO 4217). You can set it on create and change it later.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init => field = _content.Keep(value, 2); }

    /// <summary>
    /// Gets when the deal is expected to close, in UTC. You can set it on create and change it later. Midnight of another offset, such as a
    /// local <see cref="DateTime"/> without a time of day, keeps its calendar day: it becomes midnight in UTC.
    /// </summary>
    [JsonPropertyName("closingDateTime")]
    public DateTimeOffset? ClosingDateTime { get; init => field = _content.Keep(ClosingDate.Of(value), 3); }

    /// <summary>Gets whether the customer asked to be contacted; null in all records seen. The service sets it.</summary>
    [JsonPropertyName("customerRequestedContact")]
    public bool? CustomerRequestedContact { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets what the customer did. It is null in all records seen, and its values are not known. The service sets it.</summary>
    [JsonPropertyName("customerAction")]
    public string? CustomerAction { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets the level of incentive; null in all records seen. The service sets it.</summary>
    [JsonPropertyName("incentiveLevel")]
    public string? IncentiveLevel { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets what the customer needs. You can set it on create and change it later.</summary>
    [JsonPropertyName("requirements")]
    public ReferralRequirements? Requirements { get; init => field = _content.Keep(value, 7); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "ReferralDetails";
}
