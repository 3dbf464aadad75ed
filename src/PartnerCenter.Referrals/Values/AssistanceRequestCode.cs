using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The kind of help that an invitation asks for.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/connectors/partnercenterref/">Partner Center Referrals connector</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<AssistanceRequestCode>))]
public sealed class AssistanceRequestCode(string value)
    : ExtensibleEnum<AssistanceRequestCode>(value), IExtensibleEnum<AssistanceRequestCode>
{
    /// <summary>No help is asked for. The meaning is inferred from real records.</summary>
    public static AssistanceRequestCode Unknown { get; } = new("Unknown");
    /// <summary>General help, or something not in this list.</summary>
    public static AssistanceRequestCode GeneralOrOther { get; } = new("GeneralOrOther");
    /// <summary>Help with the customer's technical architecture.</summary>
    public static AssistanceRequestCode CustomerTechnicalArchitecture { get; } = new("CustomerTechnicalArchitecture");
    /// <summary>Help with a proof of concept or a demonstration.</summary>
    public static AssistanceRequestCode ProofOfConceptOrDemo { get; } = new("ProofOfConceptOrDemo");
    /// <summary>Help with quotes or licensing.</summary>
    public static AssistanceRequestCode QuotesOrLicensing { get; } = new("QuotesOrLicensing");
    /// <summary>Help with the customer's success after the sale.</summary>
    public static AssistanceRequestCode PostSalesCustomerSuccess { get; } = new("PostSalesCustomerSuccess");
    /// <summary>Help with the value proposition of a workload.</summary>
    public static AssistanceRequestCode WorkloadSpecificValueProposition { get; } = new("WorkloadSpecificValueProposition");

    static AssistanceRequestCode IExtensibleEnum<AssistanceRequestCode>.Create(string value) => new(value);

    static AssistanceRequestCode[] IExtensibleEnum<AssistanceRequestCode>.Members =>
    [
        Unknown, GeneralOrOther, CustomerTechnicalArchitecture, ProofOfConceptOrDemo, QuotesOrLicensing, PostSalesCustomerSuccess,
        WorkloadSpecificValueProposition,
    ];
}
