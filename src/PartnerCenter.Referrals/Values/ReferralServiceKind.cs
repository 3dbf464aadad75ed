using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies a service that a referral asks for. The value is the id of a <see cref="RequirementTag"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralServiceKind>))]
public sealed class ReferralServiceKind(string value) : ExtensibleEnum<ReferralServiceKind>(value), IExtensibleEnum<ReferralServiceKind>
{
    /// <summary>Specifies the value <c>ConsultingAndProfessional</c>.</summary>
    public static ReferralServiceKind ConsultingAndProfessional { get; } = new("ConsultingAndProfessional");
    /// <summary>Specifies the value <c>CustomSolution(ISV)</c>.</summary>
    public static ReferralServiceKind CustomSolutionIsv { get; } = new("CustomSolution(ISV)");
    /// <summary>Specifies the value <c>DeploymentOrMigration</c>.</summary>
    public static ReferralServiceKind DeploymentOrMigration { get; } = new("DeploymentOrMigration");
    /// <summary>Specifies the value <c>Hardware</c>.</summary>
    public static ReferralServiceKind Hardware { get; } = new("Hardware");
    /// <summary>Specifies the value <c>Integration</c>.</summary>
    public static ReferralServiceKind Integration { get; } = new("Integration");
    /// <summary>Specifies the value <c>IPServices(ISV)</c>.</summary>
    public static ReferralServiceKind IPServicesIsv { get; } = new("IPServices(ISV)");
    /// <summary>Specifies the value <c>LearningAndCertification</c>.</summary>
    public static ReferralServiceKind LearningAndCertification { get; } = new("LearningAndCertification");
    /// <summary>Specifies the value <c>Licensing</c>.</summary>
    public static ReferralServiceKind Licensing { get; } = new("Licensing");
    /// <summary>Specifies the value <c>ManagedServices</c>.</summary>
    public static ReferralServiceKind ManagedServices { get; } = new("ManagedServices");
    /// <summary>Specifies the value <c>ProjectServices</c>.</summary>
    public static ReferralServiceKind ProjectServices { get; } = new("ProjectServices");

    static ReferralServiceKind IExtensibleEnum<ReferralServiceKind>.Create(string value) => new(value);

    static ReferralServiceKind[] IExtensibleEnum<ReferralServiceKind>.Members =>
    [
        ConsultingAndProfessional, CustomSolutionIsv, DeploymentOrMigration, Hardware, Integration, IPServicesIsv, LearningAndCertification,
        Licensing, ManagedServices, ProjectServices,
    ];
}
