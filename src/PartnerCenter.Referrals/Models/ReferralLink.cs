using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>One link of a record.</summary>
/// <remarks>Mirrors a link of Microsoft's page <i>Referral resources</i>. Server-owned.</remarks>
public sealed record ReferralLink
{
    /// <summary>The address as the service wrote it: it may hold raw blanks, plain http or a misspelt path, so it is a text.</summary>
    [JsonPropertyName("uri")]
    public string? Uri { get; init; }

    /// <summary>The HTTP method, <c>GET</c>.</summary>
    [JsonPropertyName("method")]
    public string? Method { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "ReferralLink";
}
