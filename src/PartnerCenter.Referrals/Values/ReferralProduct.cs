using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies a product that a referral is about. The value is the id of a <see cref="RequirementTag"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralProduct>))]
public sealed class ReferralProduct(string value) : ExtensibleEnum<ReferralProduct>(value), IExtensibleEnum<ReferralProduct>
{
    /// <summary>Specifies the value <c>Azure</c>.</summary>
    public static ReferralProduct Azure { get; } = new("Azure");
    /// <summary>Specifies the value <c>EnterpriseMobilityAndSecurity</c>.</summary>
    public static ReferralProduct EnterpriseMobilityAndSecurity { get; } = new("EnterpriseMobilityAndSecurity");
    /// <summary>Specifies the value <c>Exchange</c>.</summary>
    public static ReferralProduct Exchange { get; } = new("Exchange");
    /// <summary>Specifies the value <c>DeveloperTools</c>.</summary>
    public static ReferralProduct DeveloperTools { get; } = new("DeveloperTools");
    /// <summary>Specifies the value <c>Dynamics365Business</c>.</summary>
    public static ReferralProduct Dynamics365Business { get; } = new("Dynamics365Business");
    /// <summary>Specifies the value <c>Dynamics365Enterprise</c>.</summary>
    public static ReferralProduct Dynamics365Enterprise { get; } = new("Dynamics365Enterprise");
    /// <summary>Specifies the value <c>DynamicsAX,GP,NAV,SL</c>.</summary>
    public static ReferralProduct DynamicsAxGpNavSl { get; } = new("DynamicsAX,GP,NAV,SL");
    /// <summary>Specifies the value <c>Microsoft365</c>.</summary>
    public static ReferralProduct Microsoft365 { get; } = new("Microsoft365");
    /// <summary>Specifies the value <c>Office</c>.</summary>
    public static ReferralProduct Office { get; } = new("Office");
    /// <summary>Specifies the value <c>PowerBI</c>.</summary>
    public static ReferralProduct PowerBI { get; } = new("PowerBI");
    /// <summary>Specifies the value <c>Project</c>.</summary>
    public static ReferralProduct Project { get; } = new("Project");
    /// <summary>Specifies the value <c>SharePoint</c>.</summary>
    public static ReferralProduct SharePoint { get; } = new("SharePoint");
    /// <summary>Specifies the value <c>SkypeForBusiness</c>.</summary>
    public static ReferralProduct SkypeForBusiness { get; } = new("SkypeForBusiness");
    /// <summary>Specifies the value <c>Surface</c>.</summary>
    public static ReferralProduct Surface { get; } = new("Surface");
    /// <summary>Specifies the value <c>SurfaceHub</c>.</summary>
    public static ReferralProduct SurfaceHub { get; } = new("SurfaceHub");
    /// <summary>Specifies the value <c>SQL</c>.</summary>
    public static ReferralProduct Sql { get; } = new("SQL");
    /// <summary>Specifies the value <c>Teams</c>.</summary>
    public static ReferralProduct Teams { get; } = new("Teams");
    /// <summary>Specifies the value <c>Visio</c>.</summary>
    public static ReferralProduct Visio { get; } = new("Visio");
    /// <summary>Specifies the value <c>Windows</c>.</summary>
    public static ReferralProduct Windows { get; } = new("Windows");
    /// <summary>Specifies the value <c>Yammer</c>.</summary>
    public static ReferralProduct Yammer { get; } = new("Yammer");

    static ReferralProduct IExtensibleEnum<ReferralProduct>.Create(string value) => new(value);

    static ReferralProduct[] IExtensibleEnum<ReferralProduct>.Members =>
    [
        Azure, EnterpriseMobilityAndSecurity, Exchange, DeveloperTools, Dynamics365Business, Dynamics365Enterprise, DynamicsAxGpNavSl,
        Microsoft365, Office, PowerBI, Project, SharePoint, SkypeForBusiness, Surface, SurfaceHub, Sql, Teams, Visio, Windows, Yammer,
    ];
}
