using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A service that a referral asks for; the id of a <see cref="RequirementTag"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralServiceKind>))]
public sealed class ReferralServiceKind(string value) : ExtensibleEnum<ReferralServiceKind>(value), IExtensibleEnum<ReferralServiceKind>
{
    /// <summary>The wire value <c>ConsultingAndProfessional</c>.</summary>
    public static ReferralServiceKind ConsultingAndProfessional { get; } = new("ConsultingAndProfessional");
    /// <summary>The wire value <c>CustomSolution(ISV)</c>.</summary>
    public static ReferralServiceKind CustomSolutionIsv { get; } = new("CustomSolution(ISV)");
    /// <summary>The wire value <c>DeploymentOrMigration</c>.</summary>
    public static ReferralServiceKind DeploymentOrMigration { get; } = new("DeploymentOrMigration");
    /// <summary>The wire value <c>Hardware</c>.</summary>
    public static ReferralServiceKind Hardware { get; } = new("Hardware");
    /// <summary>The wire value <c>Integration</c>.</summary>
    public static ReferralServiceKind Integration { get; } = new("Integration");
    /// <summary>The wire value <c>IPServices(ISV)</c>.</summary>
    public static ReferralServiceKind IPServicesIsv { get; } = new("IPServices(ISV)");
    /// <summary>The wire value <c>LearningAndCertification</c>.</summary>
    public static ReferralServiceKind LearningAndCertification { get; } = new("LearningAndCertification");
    /// <summary>The wire value <c>Licensing</c>.</summary>
    public static ReferralServiceKind Licensing { get; } = new("Licensing");
    /// <summary>The wire value <c>ManagedServices</c>.</summary>
    public static ReferralServiceKind ManagedServices { get; } = new("ManagedServices");
    /// <summary>The wire value <c>ProjectServices</c>.</summary>
    public static ReferralServiceKind ProjectServices { get; } = new("ProjectServices");

    static ReferralServiceKind IExtensibleEnum<ReferralServiceKind>.Create(string value) => new(value);

    static ReferralServiceKind[] IExtensibleEnum<ReferralServiceKind>.Members =>
    [
        ConsultingAndProfessional, CustomSolutionIsv, DeploymentOrMigration, Hardware, Integration, IPServicesIsv, LearningAndCertification,
        Licensing, ManagedServices, ProjectServices,
    ];
}
