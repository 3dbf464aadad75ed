using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>What was agreed to.</summary>
/// <remarks>
/// Mirrors Consent of Microsoft's page <i>Referral resources</i>. May be set on create and changed later; what was shared cannot be
/// taken back.
/// </remarks>
public sealed record Consent
{
    /// <summary>
    /// Whether the contacts may be shared with the other parties; without it nothing is created. The JSON name doubles the "To": that
    /// is its real name. May be set.
    /// </summary>
    [JsonPropertyName("consentToToShareInfoWithOthers")]
    public bool? ConsentToShareInfoWithOthers { get; init; }

    /// <summary>Whether the customer may be contacted. May be set.</summary>
    [JsonPropertyName("consentToContact")]
    public bool? ConsentToContact { get; init; }

    /// <summary>Whether Microsoft's sellers see the deal; cannot be taken back. May be set and changed.</summary>
    [JsonPropertyName("consentToShareReferralWithMicrosoftSellers")]
    public bool? ConsentToShareReferralWithMicrosoftSellers { get; init; }

    /// <summary>Whether Microsoft may contact certain partners; absent in real records, so sent only if not null. May be set.</summary>
    // wire contract 10 #32: documented, but in no real record; omitted when null.
    [JsonPropertyName("consentToMicrosoftToContactSpecificPartners")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ConsentToMicrosoftToContactSpecificPartners { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "Consent";
}
