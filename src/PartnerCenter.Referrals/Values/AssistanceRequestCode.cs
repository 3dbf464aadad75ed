using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the kind of help that an invitation asks for.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<AssistanceRequestCode>))]
public sealed class AssistanceRequestCode(string value)
    : ExtensibleEnum<AssistanceRequestCode>(value), IExtensibleEnum<AssistanceRequestCode>
{
    /// <summary>Specifies that no help is asked for. The meaning is inferred from real records.</summary>
    public static AssistanceRequestCode Unknown { get; } = new("Unknown");
    /// <summary>Specifies general help, or help that this list does not name.</summary>
    public static AssistanceRequestCode GeneralOrOther { get; } = new("GeneralOrOther");
    /// <summary>Specifies help with the customer's technical architecture.</summary>
    public static AssistanceRequestCode CustomerTechnicalArchitecture { get; } = new("CustomerTechnicalArchitecture");
    /// <summary>Specifies help with a proof of concept or a demonstration.</summary>
    public static AssistanceRequestCode ProofOfConceptOrDemo { get; } = new("ProofOfConceptOrDemo");
    /// <summary>Specifies help with quotes or licensing.</summary>
    public static AssistanceRequestCode QuotesOrLicensing { get; } = new("QuotesOrLicensing");
    /// <summary>Specifies help with the customer's success after the sale.</summary>
    public static AssistanceRequestCode PostSalesCustomerSuccess { get; } = new("PostSalesCustomerSuccess");
    /// <summary>Specifies help with the value proposition of a workload.</summary>
    public static AssistanceRequestCode WorkloadSpecificValueProposition { get; } = new("WorkloadSpecificValueProposition");

    static AssistanceRequestCode IExtensibleEnum<AssistanceRequestCode>.Create(string value) => new(value);

    static AssistanceRequestCode[] IExtensibleEnum<AssistanceRequestCode>.Members =>
    [
        Unknown, GeneralOrOther, CustomerTechnicalArchitecture, ProofOfConceptOrDemo, QuotesOrLicensing, PostSalesCustomerSuccess,
        WorkloadSpecificValueProposition,
    ];
}
