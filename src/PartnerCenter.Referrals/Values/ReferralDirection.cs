using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies whether a referral came to your organization or was sent by it. Do not derive the direction from other members: in some real
/// records it disagrees with <see cref="InvitedBy"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>
/// names the values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralDirection>))]
public sealed class ReferralDirection(string value) : ExtensibleEnum<ReferralDirection>(value), IExtensibleEnum<ReferralDirection>
{
    /// <summary>Specifies a referral that came from Microsoft, a customer or another partner.</summary>
    public static ReferralDirection Incoming { get; } = new("Incoming");
    /// <summary>Specifies a referral that your own organization sent.</summary>
    public static ReferralDirection Outgoing { get; } = new("Outgoing");

    static ReferralDirection IExtensibleEnum<ReferralDirection>.Create(string value) => new(value);

    static ReferralDirection[] IExtensibleEnum<ReferralDirection>.Members => [Incoming, Outgoing];
}
