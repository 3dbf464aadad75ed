using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the customer's industry. The value is the id of a <see cref="RequirementTag"/>. The texts contain spaces, commas and
/// ampersands.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralIndustry>))]
public sealed class ReferralIndustry(string value) : ExtensibleEnum<ReferralIndustry>(value), IExtensibleEnum<ReferralIndustry>
{
    /// <summary>Specifies the value <c>Agriculture, Forestry, &amp; Fishing</c>.</summary>
    public static ReferralIndustry AgricultureForestryAndFishing { get; } = new("Agriculture, Forestry, & Fishing");
    /// <summary>Specifies the value <c>Communications &amp; Media</c>.</summary>
    public static ReferralIndustry CommunicationsAndMedia { get; } = new("Communications & Media");
    /// <summary>Specifies the value <c>Education</c>.</summary>
    public static ReferralIndustry Education { get; } = new("Education");
    /// <summary>Specifies the value <c>Financial Services</c>.</summary>
    public static ReferralIndustry FinancialServices { get; } = new("Financial Services");
    /// <summary>Specifies the value <c>Government</c>.</summary>
    public static ReferralIndustry Government { get; } = new("Government");
    /// <summary>Specifies the value <c>Healthcare</c>.</summary>
    public static ReferralIndustry Healthcare { get; } = new("Healthcare");
    /// <summary>Specifies the value <c>Hospitality</c>.</summary>
    public static ReferralIndustry Hospitality { get; } = new("Hospitality");
    /// <summary>Specifies the value <c>Manufacturing</c>.</summary>
    public static ReferralIndustry Manufacturing { get; } = new("Manufacturing");
    /// <summary>Specifies the value <c>Power &amp; Utilities</c>.</summary>
    public static ReferralIndustry PowerAndUtilities { get; } = new("Power & Utilities");
    /// <summary>Specifies the value <c>Public Safety and National Security</c>.</summary>
    public static ReferralIndustry PublicSafetyAndNationalSecurity { get; } = new("Public Safety and National Security");
    /// <summary>Specifies the value <c>Retail &amp; Consumer Goods</c>.</summary>
    public static ReferralIndustry RetailAndConsumerGoods { get; } = new("Retail & Consumer Goods");
    /// <summary>Specifies the value <c>Services</c>.</summary>
    public static ReferralIndustry Services { get; } = new("Services");
    /// <summary>Specifies the value <c>Travel &amp; Transportation</c>.</summary>
    public static ReferralIndustry TravelAndTransportation { get; } = new("Travel & Transportation");
    /// <summary>Specifies the value <c>Wholesale &amp; Distribution</c>.</summary>
    public static ReferralIndustry WholesaleAndDistribution { get; } = new("Wholesale & Distribution");

    static ReferralIndustry IExtensibleEnum<ReferralIndustry>.Create(string value) => new(value);

    static ReferralIndustry[] IExtensibleEnum<ReferralIndustry>.Members =>
    [
        AgricultureForestryAndFishing, CommunicationsAndMedia, Education, FinancialServices, Government, Healthcare, Hospitality,
        Manufacturing, PowerAndUtilities, PublicSafetyAndNationalSecurity, RetailAndConsumerGoods, Services, TravelAndTransportation,
        WholesaleAndDistribution,
    ];
}
