using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the consent that the customer and the partner gave.</summary>
/// <remarks>
/// Mirrors <c>Consent</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set every property
/// on create and change it later, but what was shared cannot be taken back.
/// </remarks>
public sealed record Consent : IModel
{
    private readonly ModelContent _content;

    /// <summary>
    /// Gets whether the contacts may be shared with the other parties. Without this consent, nothing is created. The JSON name really
    /// doubles the "To": <c>consentToToShareInfoWithOthers</c>.
    /// </summary>
    [JsonPropertyName("consentToToShareInfoWithOthers")]
    public bool? ConsentToShareInfoWithOthers { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets whether the customer may be contacted.</summary>
    [JsonPropertyName("consentToContact")]
    public bool? ConsentToContact { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets whether Microsoft's sellers can see the deal. This consent cannot be taken back.</summary>
    [JsonPropertyName("consentToShareReferralWithMicrosoftSellers")]
    public bool? ConsentToShareReferralWithMicrosoftSellers { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets whether Microsoft may contact specific partners. No real record has this member.</summary>
    [JsonPropertyName("consentToMicrosoftToContactSpecificPartners")]
    public bool? ConsentToMicrosoftToContactSpecificPartners { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "Consent";
}
