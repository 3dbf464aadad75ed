using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Who qualified the lead.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralQualification>))]
public sealed class ReferralQualification(string value)
    : ExtensibleEnum<ReferralQualification>(value), IExtensibleEnum<ReferralQualification>
{
    /// <summary>Not qualified.</summary>
    public static ReferralQualification None { get; } = new("None");
    /// <summary>Comes directly from a customer.</summary>
    public static ReferralQualification Direct { get; } = new("Direct");
    /// <summary>Qualified by marketing.</summary>
    public static ReferralQualification MarketingQualified { get; } = new("MarketingQualified");
    /// <summary>Qualified by a seller; also what partners send on their own deals.</summary>
    public static ReferralQualification SalesQualified { get; } = new("SalesQualified");

    static ReferralQualification IExtensibleEnum<ReferralQualification>.Create(string value) => new(value);

    static ReferralQualification[] IExtensibleEnum<ReferralQualification>.Members => [None, Direct, MarketingQualified, SalesQualified];
}
