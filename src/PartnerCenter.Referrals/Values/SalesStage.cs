using System.Globalization;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The stage of the sale. Two notations are about: the connector's names and percentages as text (<c>100</c>). An open set: a value
/// this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// The names are known from Microsoft's Power Platform connector, the percentages from the user interface; no public record of the API
/// shows more than null and <c>100</c>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<SalesStage>))]
public readonly record struct SalesStage : IOpenValue<SalesStage>
{
    private static readonly OpenValueSet Set = new(
        Names.Qualify, Names.Develop, Names.Propose, Names.Close, Names.Percent10, Names.Percent20, Names.Percent40, Names.Percent60,
        Names.Percent80, Names.Percent100);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SalesStage(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Connector: qualify.</summary>
    public static SalesStage Qualify { get; } = new(Names.Qualify);

    /// <summary>Connector: develop.</summary>
    public static SalesStage Develop { get; } = new(Names.Develop);

    /// <summary>Connector: propose.</summary>
    public static SalesStage Propose { get; } = new(Names.Propose);

    /// <summary>Connector: close.</summary>
    public static SalesStage Close { get; } = new(Names.Close);

    /// <summary>Ten percent: created or accepted.</summary>
    public static SalesStage Percent10 { get; } = new(Names.Percent10);

    /// <summary>Twenty percent: qualified.</summary>
    public static SalesStage Percent20 { get; } = new(Names.Percent20);

    /// <summary>Forty percent: developed.</summary>
    public static SalesStage Percent40 { get; } = new(Names.Percent40);

    /// <summary>Sixty percent: proposed.</summary>
    public static SalesStage Percent60 { get; } = new(Names.Percent60);

    /// <summary>Eighty percent: negotiated.</summary>
    public static SalesStage Percent80 { get; } = new(Names.Percent80);

    /// <summary>A hundred percent: won. The only one seen in real records, also on an active one.</summary>
    public static SalesStage Percent100 { get; } = new(Names.Percent100);

    /// <summary>A stage in the notation of percentages. The service maps a partner's own stages onto those named here.</summary>
    /// <param name="percentage">How far the sale is, from 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentage"/> is less than 0 or more than 100.</exception>
    public static SalesStage FromPercentage(int percentage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentage, 100);
        return new(percentage.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    /// <summary>
    /// How far the sale is, in percent, in either notation: <c>40</c> for <c>40</c> and for <see cref="Develop"/>. Null where that is not known: of
    /// <see cref="Close"/>, which may mean negotiated (80) or won (100), and of other texts. Compare progress by it: <c>a.Percentage &lt; b.Percentage</c>.
    /// </summary>
    // wire contract 4.8: qualified 20, developed 40, proposed 60. That the connector's names are these is inferred from the words.
    public int? Percentage =>
        this == Qualify ? 20
        : this == Develop ? 40
        : this == Propose ? 60
        : int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out int percentage) && percentage <= 100 ? percentage
        : null;

    static OpenValueSet IOpenValue<SalesStage>.Known => Set;

    static SalesStage IOpenValue<SalesStage>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(SalesStage other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="SalesStage.Qualify"/>.</summary>
        public const string Qualify = "Qualify";
        /// <summary>Wire name of <see cref="SalesStage.Develop"/>.</summary>
        public const string Develop = "Develop";
        /// <summary>Wire name of <see cref="SalesStage.Propose"/>.</summary>
        public const string Propose = "Propose";
        /// <summary>Wire name of <see cref="SalesStage.Close"/>.</summary>
        public const string Close = "Close";
        /// <summary>Wire name of <see cref="SalesStage.Percent10"/>.</summary>
        public const string Percent10 = "10";
        /// <summary>Wire name of <see cref="SalesStage.Percent20"/>.</summary>
        public const string Percent20 = "20";
        /// <summary>Wire name of <see cref="SalesStage.Percent40"/>.</summary>
        public const string Percent40 = "40";
        /// <summary>Wire name of <see cref="SalesStage.Percent60"/>.</summary>
        public const string Percent60 = "60";
        /// <summary>Wire name of <see cref="SalesStage.Percent80"/>.</summary>
        public const string Percent80 = "80";
        /// <summary>Wire name of <see cref="SalesStage.Percent100"/>.</summary>
        public const string Percent100 = "100";
    }
}
