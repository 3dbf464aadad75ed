using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Whether one partner works on the deal or several parties work on it together.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralType>))]
public sealed class ReferralType(string value) : ExtensibleEnum<ReferralType>(value), IExtensibleEnum<ReferralType>
{
    /// <summary>One partner sees it.</summary>
    public static ReferralType Independent { get; } = new("Independent");
    /// <summary>The parties of the engagement work together: a co-sell deal.</summary>
    public static ReferralType Shared { get; } = new("Shared");

    static ReferralType IExtensibleEnum<ReferralType>.Create(string value) => new(value);

    static ReferralType[] IExtensibleEnum<ReferralType>.Members => [Independent, Shared];
}
