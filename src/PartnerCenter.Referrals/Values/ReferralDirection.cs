using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whether the referral came to your organization or was sent by it. Do not derive it: records were seen where it disagrees with
/// <see cref="InvitedBy"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-referrals">Get a list of
/// referrals</see> names the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralDirection>))]
public sealed class ReferralDirection(string value) : ExtensibleEnum<ReferralDirection>(value), IExtensibleEnum<ReferralDirection>
{
    /// <summary>Came from Microsoft, a customer or another partner.</summary>
    public static ReferralDirection Incoming { get; } = new("Incoming");
    /// <summary>Sent by your own organization.</summary>
    public static ReferralDirection Outgoing { get; } = new("Outgoing");

    static ReferralDirection IExtensibleEnum<ReferralDirection>.Create(string value) => new(value);

    static ReferralDirection[] IExtensibleEnum<ReferralDirection>.Members => [Incoming, Outgoing];
}
