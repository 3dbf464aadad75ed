using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whose solution it is: the later field <c>solutionType</c>, not the <c>type</c> of <see cref="SolutionTagType"/>. An open set: a
/// value this version does not know is read, kept and written unchanged.
/// </summary>
[JsonConverter(typeof(OpenValueConverter<SolutionType>))]
public readonly record struct SolutionType : IOpenValue<SolutionType>
{
    private static readonly OpenValueSet Set = new(Names.FirstParty, Names.ThirdParty);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SolutionType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Microsoft's own, <c>1P</c>. Inferred from its counterpart; not seen yet.</summary>
    public static SolutionType FirstParty { get; } = new(Names.FirstParty);

    /// <summary>A partner's, <c>3P</c>. Seen in real records, not documented.</summary>
    public static SolutionType ThirdParty { get; } = new(Names.ThirdParty);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<SolutionType>.Known => Set;

    static SolutionType IOpenValue<SolutionType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(SolutionType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="SolutionType.FirstParty"/>.</summary>
        public const string FirstParty = "1P";
        /// <summary>Wire name of <see cref="SolutionType.ThirdParty"/>.</summary>
        public const string ThirdParty = "3P";
    }
}
