using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>How a member wants to be contacted.</summary>
/// <remarks>Mirrors ContactPreference of Microsoft's page <i>Referral resources</i>. May be set.</remarks>
public sealed record ContactPreference
{
    /// <summary>The language as a culture name, such as <c>en-US</c>. May be set.</summary>
    [JsonPropertyName("locale")]
    public string? Locale { get; init; }

    /// <summary>Whether the service shall send no notifications. May be set.</summary>
    [JsonPropertyName("disableNotifications")]
    public bool? DisableNotifications { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "ContactPreference";
}
