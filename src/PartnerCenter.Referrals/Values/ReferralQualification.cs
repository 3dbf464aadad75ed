using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies who qualified a lead.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralQualification>))]
public sealed class ReferralQualification(string value)
    : ExtensibleEnum<ReferralQualification>(value), IExtensibleEnum<ReferralQualification>
{
    /// <summary>Indicates that the lead is not qualified.</summary>
    public static ReferralQualification None { get; } = new("None");
    /// <summary>Indicates that the lead came directly from a customer.</summary>
    public static ReferralQualification Direct { get; } = new("Direct");
    /// <summary>Indicates that marketing qualified the lead.</summary>
    public static ReferralQualification MarketingQualified { get; } = new("MarketingQualified");
    /// <summary>Indicates that a seller qualified the lead. Partners also send this value on their own deals.</summary>
    public static ReferralQualification SalesQualified { get; } = new("SalesQualified");

    static ReferralQualification IExtensibleEnum<ReferralQualification>.Create(string value) => new(value);

    static ReferralQualification[] IExtensibleEnum<ReferralQualification>.Members => [None, Direct, MarketingQualified, SalesQualified];
}
