using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies whether one partner works on the deal or several parties work on it together.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralType>))]
public sealed class ReferralType(string value) : ExtensibleEnum<ReferralType>(value), IExtensibleEnum<ReferralType>
{
    /// <summary>Indicates that one partner sees the deal.</summary>
    public static ReferralType Independent { get; } = new("Independent");
    /// <summary>Indicates that the parties of the engagement work on the deal together, which makes it a co-sell deal.</summary>
    public static ReferralType Shared { get; } = new("Shared");

    static ReferralType IExtensibleEnum<ReferralType>.Create(string value) => new(value);

    static ReferralType[] IExtensibleEnum<ReferralType>.Members => [Independent, Shared];
}
