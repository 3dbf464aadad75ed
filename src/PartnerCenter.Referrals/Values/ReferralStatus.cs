using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The status of a referral. It moves from New to Active or Closed and from Active to Closed, never back; <see cref="ReferralSubstatus"/>
/// refines it.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralStatus>))]
public sealed class ReferralStatus(string value) : ExtensibleEnum<ReferralStatus>(value), IExtensibleEnum<ReferralStatus>
{
    /// <summary>No status.</summary>
    public static ReferralStatus None { get; } = new("None");
    /// <summary>Not answered yet.</summary>
    public static ReferralStatus New { get; } = new("New");
    /// <summary>Accepted and being worked on. Deals that a partner creates start here.</summary>
    public static ReferralStatus Active { get; } = new("Active");
    /// <summary>Won, lost, declined or expired; the substatus says which.</summary>
    public static ReferralStatus Closed { get; } = new("Closed");

    static ReferralStatus IExtensibleEnum<ReferralStatus>.Create(string value) => new(value);

    static ReferralStatus[] IExtensibleEnum<ReferralStatus>.Members => [None, New, Active, Closed];
}
