using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the quality that the service assigns to a referral.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list the values. One is known from real records.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralQuality>))]
public sealed class ReferralQuality(string value) : ExtensibleEnum<ReferralQuality>(value), IExtensibleEnum<ReferralQuality>
{
    /// <summary>Specifies the value <c>Unknown</c>, the only one seen in real records.</summary>
    public static ReferralQuality Unknown { get; } = new("Unknown");

    static ReferralQuality IExtensibleEnum<ReferralQuality>.Create(string value) => new(value);

    static ReferralQuality[] IExtensibleEnum<ReferralQuality>.Members => [Unknown];
}
