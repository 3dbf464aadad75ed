using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The customer's industry: the id of a <see cref="RequirementTag"/> among the industries. The wire values carry blanks, commas and
/// ampersands. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the industries of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralIndustry>))]
public readonly record struct ReferralIndustry : IOpenValue<ReferralIndustry>
{
    private static readonly OpenValueSet Set = new(
        Names.AgricultureForestryAndFishing, Names.CommunicationsAndMedia, Names.Education, Names.FinancialServices, Names.Government,
        Names.Healthcare, Names.Hospitality, Names.Manufacturing, Names.PowerAndUtilities, Names.PublicSafetyAndNationalSecurity,
        Names.RetailAndConsumerGoods, Names.Services, Names.TravelAndTransportation, Names.WholesaleAndDistribution);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralIndustry(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The wire value <c>Agriculture, Forestry, &amp; Fishing</c>.</summary>
    public static ReferralIndustry AgricultureForestryAndFishing { get; } = new(Names.AgricultureForestryAndFishing);

    /// <summary>The wire value <c>Communications &amp; Media</c>.</summary>
    public static ReferralIndustry CommunicationsAndMedia { get; } = new(Names.CommunicationsAndMedia);

    /// <summary>The wire value <c>Education</c>.</summary>
    public static ReferralIndustry Education { get; } = new(Names.Education);

    /// <summary>The wire value <c>Financial Services</c>.</summary>
    public static ReferralIndustry FinancialServices { get; } = new(Names.FinancialServices);

    /// <summary>The wire value <c>Government</c>.</summary>
    public static ReferralIndustry Government { get; } = new(Names.Government);

    /// <summary>The wire value <c>Healthcare</c>.</summary>
    public static ReferralIndustry Healthcare { get; } = new(Names.Healthcare);

    /// <summary>The wire value <c>Hospitality</c>.</summary>
    public static ReferralIndustry Hospitality { get; } = new(Names.Hospitality);

    /// <summary>The wire value <c>Manufacturing</c>.</summary>
    public static ReferralIndustry Manufacturing { get; } = new(Names.Manufacturing);

    /// <summary>The wire value <c>Power &amp; Utilities</c>.</summary>
    public static ReferralIndustry PowerAndUtilities { get; } = new(Names.PowerAndUtilities);

    /// <summary>The wire value <c>Public Safety and National Security</c>.</summary>
    public static ReferralIndustry PublicSafetyAndNationalSecurity { get; } = new(Names.PublicSafetyAndNationalSecurity);

    /// <summary>The wire value <c>Retail &amp; Consumer Goods</c>.</summary>
    public static ReferralIndustry RetailAndConsumerGoods { get; } = new(Names.RetailAndConsumerGoods);

    /// <summary>The wire value <c>Services</c>.</summary>
    public static ReferralIndustry Services { get; } = new(Names.Services);

    /// <summary>The wire value <c>Travel &amp; Transportation</c>.</summary>
    public static ReferralIndustry TravelAndTransportation { get; } = new(Names.TravelAndTransportation);

    /// <summary>The wire value <c>Wholesale &amp; Distribution</c>.</summary>
    public static ReferralIndustry WholesaleAndDistribution { get; } = new(Names.WholesaleAndDistribution);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralIndustry>.Known => Set;

    static ReferralIndustry IOpenValue<ReferralIndustry>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralIndustry other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralIndustry.AgricultureForestryAndFishing"/>.</summary>
        public const string AgricultureForestryAndFishing = "Agriculture, Forestry, & Fishing";
        /// <summary>Wire name of <see cref="ReferralIndustry.CommunicationsAndMedia"/>.</summary>
        public const string CommunicationsAndMedia = "Communications & Media";
        /// <summary>Wire name of <see cref="ReferralIndustry.Education"/>.</summary>
        public const string Education = "Education";
        /// <summary>Wire name of <see cref="ReferralIndustry.FinancialServices"/>.</summary>
        public const string FinancialServices = "Financial Services";
        /// <summary>Wire name of <see cref="ReferralIndustry.Government"/>.</summary>
        public const string Government = "Government";
        /// <summary>Wire name of <see cref="ReferralIndustry.Healthcare"/>.</summary>
        public const string Healthcare = "Healthcare";
        /// <summary>Wire name of <see cref="ReferralIndustry.Hospitality"/>.</summary>
        public const string Hospitality = "Hospitality";
        /// <summary>Wire name of <see cref="ReferralIndustry.Manufacturing"/>.</summary>
        public const string Manufacturing = "Manufacturing";
        /// <summary>Wire name of <see cref="ReferralIndustry.PowerAndUtilities"/>.</summary>
        public const string PowerAndUtilities = "Power & Utilities";
        /// <summary>Wire name of <see cref="ReferralIndustry.PublicSafetyAndNationalSecurity"/>.</summary>
        public const string PublicSafetyAndNationalSecurity = "Public Safety and National Security";
        /// <summary>Wire name of <see cref="ReferralIndustry.RetailAndConsumerGoods"/>.</summary>
        public const string RetailAndConsumerGoods = "Retail & Consumer Goods";
        /// <summary>Wire name of <see cref="ReferralIndustry.Services"/>.</summary>
        public const string Services = "Services";
        /// <summary>Wire name of <see cref="ReferralIndustry.TravelAndTransportation"/>.</summary>
        public const string TravelAndTransportation = "Travel & Transportation";
        /// <summary>Wire name of <see cref="ReferralIndustry.WholesaleAndDistribution"/>.</summary>
        public const string WholesaleAndDistribution = "Wholesale & Distribution";
    }
}
