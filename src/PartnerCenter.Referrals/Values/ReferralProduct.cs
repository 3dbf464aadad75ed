using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// A product that a referral is about: the id of a <see cref="RequirementTag"/> among the products. An open set: a value this version
/// does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the products of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralProduct>))]
public readonly record struct ReferralProduct : IOpenValue<ReferralProduct>
{
    private static readonly OpenValueSet Set = new(
        Names.Azure, Names.EnterpriseMobilityAndSecurity, Names.Exchange, Names.DeveloperTools, Names.Dynamics365Business,
        Names.Dynamics365Enterprise, Names.DynamicsAxGpNavSl, Names.Microsoft365, Names.Office, Names.PowerBI, Names.Project,
        Names.SharePoint, Names.SkypeForBusiness, Names.Surface, Names.SurfaceHub, Names.Sql, Names.Teams, Names.Visio, Names.Windows,
        Names.Yammer);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralProduct(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The wire value <c>Azure</c>.</summary>
    public static ReferralProduct Azure { get; } = new(Names.Azure);

    /// <summary>The wire value <c>EnterpriseMobilityAndSecurity</c>.</summary>
    public static ReferralProduct EnterpriseMobilityAndSecurity { get; } = new(Names.EnterpriseMobilityAndSecurity);

    /// <summary>The wire value <c>Exchange</c>.</summary>
    public static ReferralProduct Exchange { get; } = new(Names.Exchange);

    /// <summary>The wire value <c>DeveloperTools</c>.</summary>
    public static ReferralProduct DeveloperTools { get; } = new(Names.DeveloperTools);

    /// <summary>The wire value <c>Dynamics365Business</c>.</summary>
    public static ReferralProduct Dynamics365Business { get; } = new(Names.Dynamics365Business);

    /// <summary>The wire value <c>Dynamics365Enterprise</c>.</summary>
    public static ReferralProduct Dynamics365Enterprise { get; } = new(Names.Dynamics365Enterprise);

    /// <summary>The wire value <c>DynamicsAX,GP,NAV,SL</c>.</summary>
    public static ReferralProduct DynamicsAxGpNavSl { get; } = new(Names.DynamicsAxGpNavSl);

    /// <summary>The wire value <c>Microsoft365</c>.</summary>
    public static ReferralProduct Microsoft365 { get; } = new(Names.Microsoft365);

    /// <summary>The wire value <c>Office</c>.</summary>
    public static ReferralProduct Office { get; } = new(Names.Office);

    /// <summary>The wire value <c>PowerBI</c>.</summary>
    public static ReferralProduct PowerBI { get; } = new(Names.PowerBI);

    /// <summary>The wire value <c>Project</c>.</summary>
    public static ReferralProduct Project { get; } = new(Names.Project);

    /// <summary>The wire value <c>SharePoint</c>.</summary>
    public static ReferralProduct SharePoint { get; } = new(Names.SharePoint);

    /// <summary>The wire value <c>SkypeForBusiness</c>.</summary>
    public static ReferralProduct SkypeForBusiness { get; } = new(Names.SkypeForBusiness);

    /// <summary>The wire value <c>Surface</c>.</summary>
    public static ReferralProduct Surface { get; } = new(Names.Surface);

    /// <summary>The wire value <c>SurfaceHub</c>.</summary>
    public static ReferralProduct SurfaceHub { get; } = new(Names.SurfaceHub);

    /// <summary>The wire value <c>SQL</c>.</summary>
    public static ReferralProduct Sql { get; } = new(Names.Sql);

    /// <summary>The wire value <c>Teams</c>.</summary>
    public static ReferralProduct Teams { get; } = new(Names.Teams);

    /// <summary>The wire value <c>Visio</c>.</summary>
    public static ReferralProduct Visio { get; } = new(Names.Visio);

    /// <summary>The wire value <c>Windows</c>.</summary>
    public static ReferralProduct Windows { get; } = new(Names.Windows);

    /// <summary>The wire value <c>Yammer</c>.</summary>
    public static ReferralProduct Yammer { get; } = new(Names.Yammer);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralProduct>.Known => Set;

    static ReferralProduct IOpenValue<ReferralProduct>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralProduct other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralProduct.Azure"/>.</summary>
        public const string Azure = "Azure";
        /// <summary>Wire name of <see cref="ReferralProduct.EnterpriseMobilityAndSecurity"/>.</summary>
        public const string EnterpriseMobilityAndSecurity = "EnterpriseMobilityAndSecurity";
        /// <summary>Wire name of <see cref="ReferralProduct.Exchange"/>.</summary>
        public const string Exchange = "Exchange";
        /// <summary>Wire name of <see cref="ReferralProduct.DeveloperTools"/>.</summary>
        public const string DeveloperTools = "DeveloperTools";
        /// <summary>Wire name of <see cref="ReferralProduct.Dynamics365Business"/>.</summary>
        public const string Dynamics365Business = "Dynamics365Business";
        /// <summary>Wire name of <see cref="ReferralProduct.Dynamics365Enterprise"/>.</summary>
        public const string Dynamics365Enterprise = "Dynamics365Enterprise";
        /// <summary>Wire name of <see cref="ReferralProduct.DynamicsAxGpNavSl"/>.</summary>
        public const string DynamicsAxGpNavSl = "DynamicsAX,GP,NAV,SL";
        /// <summary>Wire name of <see cref="ReferralProduct.Microsoft365"/>.</summary>
        public const string Microsoft365 = "Microsoft365";
        /// <summary>Wire name of <see cref="ReferralProduct.Office"/>.</summary>
        public const string Office = "Office";
        /// <summary>Wire name of <see cref="ReferralProduct.PowerBI"/>.</summary>
        public const string PowerBI = "PowerBI";
        /// <summary>Wire name of <see cref="ReferralProduct.Project"/>.</summary>
        public const string Project = "Project";
        /// <summary>Wire name of <see cref="ReferralProduct.SharePoint"/>.</summary>
        public const string SharePoint = "SharePoint";
        /// <summary>Wire name of <see cref="ReferralProduct.SkypeForBusiness"/>.</summary>
        public const string SkypeForBusiness = "SkypeForBusiness";
        /// <summary>Wire name of <see cref="ReferralProduct.Surface"/>.</summary>
        public const string Surface = "Surface";
        /// <summary>Wire name of <see cref="ReferralProduct.SurfaceHub"/>.</summary>
        public const string SurfaceHub = "SurfaceHub";
        /// <summary>Wire name of <see cref="ReferralProduct.Sql"/>.</summary>
        public const string Sql = "SQL";
        /// <summary>Wire name of <see cref="ReferralProduct.Teams"/>.</summary>
        public const string Teams = "Teams";
        /// <summary>Wire name of <see cref="ReferralProduct.Visio"/>.</summary>
        public const string Visio = "Visio";
        /// <summary>Wire name of <see cref="ReferralProduct.Windows"/>.</summary>
        public const string Windows = "Windows";
        /// <summary>Wire name of <see cref="ReferralProduct.Yammer"/>.</summary>
        public const string Yammer = "Yammer";
    }
}
