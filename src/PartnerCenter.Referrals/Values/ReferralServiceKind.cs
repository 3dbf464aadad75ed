using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// A service that a referral asks for: the id of a <see cref="RequirementTag"/> among the services. An open set: a value this version
/// does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the services of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralServiceKind>))]
public readonly record struct ReferralServiceKind : IOpenValue<ReferralServiceKind>
{
    private static readonly OpenValueSet Set = new(
        Names.ConsultingAndProfessional, Names.CustomSolutionIsv, Names.DeploymentOrMigration, Names.Hardware, Names.Integration,
        Names.IPServicesIsv, Names.LearningAndCertification, Names.Licensing, Names.ManagedServices, Names.ProjectServices);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralServiceKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The wire value <c>ConsultingAndProfessional</c>.</summary>
    public static ReferralServiceKind ConsultingAndProfessional { get; } = new(Names.ConsultingAndProfessional);

    /// <summary>The wire value <c>CustomSolution(ISV)</c>.</summary>
    public static ReferralServiceKind CustomSolutionIsv { get; } = new(Names.CustomSolutionIsv);

    /// <summary>The wire value <c>DeploymentOrMigration</c>.</summary>
    public static ReferralServiceKind DeploymentOrMigration { get; } = new(Names.DeploymentOrMigration);

    /// <summary>The wire value <c>Hardware</c>.</summary>
    public static ReferralServiceKind Hardware { get; } = new(Names.Hardware);

    /// <summary>The wire value <c>Integration</c>.</summary>
    public static ReferralServiceKind Integration { get; } = new(Names.Integration);

    /// <summary>The wire value <c>IPServices(ISV)</c>.</summary>
    public static ReferralServiceKind IPServicesIsv { get; } = new(Names.IPServicesIsv);

    /// <summary>The wire value <c>LearningAndCertification</c>.</summary>
    public static ReferralServiceKind LearningAndCertification { get; } = new(Names.LearningAndCertification);

    /// <summary>The wire value <c>Licensing</c>.</summary>
    public static ReferralServiceKind Licensing { get; } = new(Names.Licensing);

    /// <summary>The wire value <c>ManagedServices</c>.</summary>
    public static ReferralServiceKind ManagedServices { get; } = new(Names.ManagedServices);

    /// <summary>The wire value <c>ProjectServices</c>.</summary>
    public static ReferralServiceKind ProjectServices { get; } = new(Names.ProjectServices);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralServiceKind>.Known => Set;

    static ReferralServiceKind IOpenValue<ReferralServiceKind>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralServiceKind other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralServiceKind.ConsultingAndProfessional"/>.</summary>
        public const string ConsultingAndProfessional = "ConsultingAndProfessional";
        /// <summary>Wire name of <see cref="ReferralServiceKind.CustomSolutionIsv"/>.</summary>
        public const string CustomSolutionIsv = "CustomSolution(ISV)";
        /// <summary>Wire name of <see cref="ReferralServiceKind.DeploymentOrMigration"/>.</summary>
        public const string DeploymentOrMigration = "DeploymentOrMigration";
        /// <summary>Wire name of <see cref="ReferralServiceKind.Hardware"/>.</summary>
        public const string Hardware = "Hardware";
        /// <summary>Wire name of <see cref="ReferralServiceKind.Integration"/>.</summary>
        public const string Integration = "Integration";
        /// <summary>Wire name of <see cref="ReferralServiceKind.IPServicesIsv"/>.</summary>
        public const string IPServicesIsv = "IPServices(ISV)";
        /// <summary>Wire name of <see cref="ReferralServiceKind.LearningAndCertification"/>.</summary>
        public const string LearningAndCertification = "LearningAndCertification";
        /// <summary>Wire name of <see cref="ReferralServiceKind.Licensing"/>.</summary>
        public const string Licensing = "Licensing";
        /// <summary>Wire name of <see cref="ReferralServiceKind.ManagedServices"/>.</summary>
        public const string ManagedServices = "ManagedServices";
        /// <summary>Wire name of <see cref="ReferralServiceKind.ProjectServices"/>.</summary>
        public const string ProjectServices = "ProjectServices";
    }
}
