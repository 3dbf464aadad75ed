using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The kind of help asked of an invited participant. An open set: a value this version does not know is read, kept and written
/// unchanged.
/// </summary>
/// <remarks>
/// Known from Microsoft's Power Platform connector for this API.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<AssistanceRequestCode>))]
public readonly record struct AssistanceRequestCode : IOpenValue<AssistanceRequestCode>
{
    private static readonly OpenValueSet Set = new(
        Names.Unknown, Names.GeneralOrOther, Names.CustomerTechnicalArchitecture, Names.ProofOfConceptOrDemo, Names.QuotesOrLicensing,
        Names.PostSalesCustomerSuccess, Names.WorkloadSpecificValueProposition);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public AssistanceRequestCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>No help asked. Seen in real records; the meaning is inferred.</summary>
    public static AssistanceRequestCode Unknown { get; } = new(Names.Unknown);

    /// <summary>General help, or something not in this list.</summary>
    public static AssistanceRequestCode GeneralOrOther { get; } = new(Names.GeneralOrOther);

    /// <summary>Help with the customer's technical architecture.</summary>
    public static AssistanceRequestCode CustomerTechnicalArchitecture { get; } = new(Names.CustomerTechnicalArchitecture);

    /// <summary>Help with a proof of concept or a demonstration.</summary>
    public static AssistanceRequestCode ProofOfConceptOrDemo { get; } = new(Names.ProofOfConceptOrDemo);

    /// <summary>Help with quotes or licensing.</summary>
    public static AssistanceRequestCode QuotesOrLicensing { get; } = new(Names.QuotesOrLicensing);

    /// <summary>Help with the customer's success after the sale.</summary>
    public static AssistanceRequestCode PostSalesCustomerSuccess { get; } = new(Names.PostSalesCustomerSuccess);

    /// <summary>Help with the value proposition of a workload.</summary>
    public static AssistanceRequestCode WorkloadSpecificValueProposition { get; } = new(Names.WorkloadSpecificValueProposition);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<AssistanceRequestCode>.Known => Set;

    static AssistanceRequestCode IOpenValue<AssistanceRequestCode>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(AssistanceRequestCode other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="AssistanceRequestCode.Unknown"/>.</summary>
        public const string Unknown = "Unknown";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.GeneralOrOther"/>.</summary>
        public const string GeneralOrOther = "GeneralOrOther";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.CustomerTechnicalArchitecture"/>.</summary>
        public const string CustomerTechnicalArchitecture = "CustomerTechnicalArchitecture";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.ProofOfConceptOrDemo"/>.</summary>
        public const string ProofOfConceptOrDemo = "ProofOfConceptOrDemo";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.QuotesOrLicensing"/>.</summary>
        public const string QuotesOrLicensing = "QuotesOrLicensing";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.PostSalesCustomerSuccess"/>.</summary>
        public const string PostSalesCustomerSuccess = "PostSalesCustomerSuccess";
        /// <summary>Wire name of <see cref="AssistanceRequestCode.WorkloadSpecificValueProposition"/>.</summary>
        public const string WorkloadSpecificValueProposition = "WorkloadSpecificValueProposition";
    }
}
