using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The quality that the service assigns to a referral.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see> does
/// not list the values; one is known from real records.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralQuality>))]
public sealed class ReferralQuality(string value) : ExtensibleEnum<ReferralQuality>(value), IExtensibleEnum<ReferralQuality>
{
    /// <summary>The only value seen in real records.</summary>
    public static ReferralQuality Unknown { get; } = new("Unknown");

    static ReferralQuality IExtensibleEnum<ReferralQuality>.Create(string value) => new(value);

    static ReferralQuality[] IExtensibleEnum<ReferralQuality>.Members => [Unknown];
}
