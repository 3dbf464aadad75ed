using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes how a person wants to be contacted.</summary>
/// <remarks>
/// Mirrors <c>ContactPreference</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set both
/// properties.
/// </remarks>
public sealed record ContactPreference : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the language as a culture name, such as <c>en-US</c>.</summary>
    [JsonPropertyName("locale")]
    public string? Locale { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets whether the service sends the person no notifications.</summary>
    [JsonPropertyName("disableNotifications")]
    public bool? DisableNotifications { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "ContactPreference";
}
