using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the status of a referral, which <see cref="ReferralSubstatus"/> refines. The status changes from New to Active or Closed and
/// from Active to Closed, never back.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralStatus>))]
public sealed class ReferralStatus(string value) : ExtensibleEnum<ReferralStatus>(value), IExtensibleEnum<ReferralStatus>
{
    /// <summary>Specifies no status.</summary>
    public static ReferralStatus None { get; } = new("None");
    /// <summary>Indicates that the referral has not been answered yet.</summary>
    public static ReferralStatus New { get; } = new("New");
    /// <summary>
    /// Indicates that the referral was accepted and is being worked on. A deal that a partner creates starts with this status.
    /// </summary>
    public static ReferralStatus Active { get; } = new("Active");
    /// <summary>Indicates that the referral was won, lost or declined or has expired. The substatus specifies which.</summary>
    public static ReferralStatus Closed { get; } = new("Closed");

    static ReferralStatus IExtensibleEnum<ReferralStatus>.Create(string value) => new(value);

    static ReferralStatus[] IExtensibleEnum<ReferralStatus>.Members => [None, New, Active, Closed];
}
