using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Where a deal registration stands. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Not on Microsoft's pages about this API.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<RegistrationStatus>))]
public readonly record struct RegistrationStatus : IOpenValue<RegistrationStatus>
{
    private static readonly OpenValueSet Set = new(
        Names.None, Names.ReviewPending, Names.ActionRequired, Names.Passed, Names.Failed, Names.Approved);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public RegistrationStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Not registered. Seen in real records.</summary>
    public static RegistrationStatus None { get; } = new(Names.None);

    /// <summary>Microsoft reviews it. Seen in real records.</summary>
    public static RegistrationStatus ReviewPending { get; } = new(Names.ReviewPending);

    /// <summary>Waits for the partner; may be edited. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus ActionRequired { get; } = new(Names.ActionRequired);

    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Passed { get; } = new(Names.Passed);

    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Failed { get; } = new(Names.Failed);

    /// <summary>Final. Inferred from the names of the history's dates.</summary>
    public static RegistrationStatus Approved { get; } = new(Names.Approved);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<RegistrationStatus>.Known => Set;

    static RegistrationStatus IOpenValue<RegistrationStatus>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(RegistrationStatus other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="RegistrationStatus.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="RegistrationStatus.ReviewPending"/>.</summary>
        public const string ReviewPending = "ReviewPending";
        /// <summary>Wire name of <see cref="RegistrationStatus.ActionRequired"/>.</summary>
        public const string ActionRequired = "ActionRequired";
        /// <summary>Wire name of <see cref="RegistrationStatus.Passed"/>.</summary>
        public const string Passed = "Passed";
        /// <summary>Wire name of <see cref="RegistrationStatus.Failed"/>.</summary>
        public const string Failed = "Failed";
        /// <summary>Wire name of <see cref="RegistrationStatus.Approved"/>.</summary>
        public const string Approved = "Approved";
    }
}
