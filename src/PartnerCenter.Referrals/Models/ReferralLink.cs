using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a link of a referral.</summary>
/// <remarks>
/// Mirrors an item of the links on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The service sets it.
/// </remarks>
public sealed record ReferralLink : IModel
{
    private readonly ModelContent _content;

    /// <summary>
    /// Gets the address exactly as the service wrote it. It is a string because it may contain raw spaces, plain http or a misspelled path.
    /// </summary>
    [JsonPropertyName("uri")]
    public string? Uri { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the HTTP method, <c>GET</c>.</summary>
    [JsonPropertyName("method")]
    public string? Method { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "ReferralLink";
}
