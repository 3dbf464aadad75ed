using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// What the id of a <see cref="SolutionTag"/> is. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Microsoft's page <i>Referral resources</i> calls it SolutionType; the JSON name is <c>type</c>. Not to be confused with <see
/// cref="SolutionType"/>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<SolutionTagType>))]
public readonly record struct SolutionTagType : IOpenValue<SolutionTagType>
{
    private static readonly OpenValueSet Set = new(Names.None, Names.Category, Names.Name);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SolutionTagType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Nothing in particular (seen in real records, not documented).</summary>
    public static SolutionTagType None { get; } = new(Names.None);

    /// <summary>One of the predefined names, <see cref="PredefinedSolution"/>.</summary>
    public static SolutionTagType Category { get; } = new(Names.Category);

    /// <summary>A solution of the catalogue, such as <c>SOL-12345-ABC</c> (seen in real records).</summary>
    public static SolutionTagType Name { get; } = new(Names.Name);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<SolutionTagType>.Known => Set;

    static SolutionTagType IOpenValue<SolutionTagType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(SolutionTagType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="SolutionTagType.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="SolutionTagType.Category"/>.</summary>
        public const string Category = "Category";
        /// <summary>Wire name of <see cref="SolutionTagType.Name"/>.</summary>
        public const string Name = "Name";
    }
}
