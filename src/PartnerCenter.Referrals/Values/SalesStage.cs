using System.Globalization;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The stage of the sale, in one of two notations: a name such as <c>Develop</c> or a percentage as text such as <c>40</c>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/connectors/partnercenterref/">Partner Center Referrals connector</see>
/// lists the names; the percentages are those of Partner Center's user interface. Records were seen with null and <c>100</c> only.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SalesStage>))]
public sealed class SalesStage(string value) : ExtensibleEnum<SalesStage>(value), IExtensibleEnum<SalesStage>
{
    /// <summary>The customer is being qualified; taken as 20 percent.</summary>
    public static SalesStage Qualify { get; } = new("Qualify");
    /// <summary>The deal is being developed; taken as 40 percent.</summary>
    public static SalesStage Develop { get; } = new("Develop");
    /// <summary>The deal is being proposed; taken as 60 percent.</summary>
    public static SalesStage Propose { get; } = new("Propose");
    /// <summary>The deal is being closed; no percentage is known.</summary>
    public static SalesStage Close { get; } = new("Close");
    /// <summary>10 percent: created or accepted.</summary>
    public static SalesStage Percent10 { get; } = new("10");
    /// <summary>20 percent: qualified.</summary>
    public static SalesStage Percent20 { get; } = new("20");
    /// <summary>40 percent: developed.</summary>
    public static SalesStage Percent40 { get; } = new("40");
    /// <summary>60 percent: proposed.</summary>
    public static SalesStage Percent60 { get; } = new("60");
    /// <summary>80 percent: negotiated.</summary>
    public static SalesStage Percent80 { get; } = new("80");
    /// <summary>100 percent: won. The only percentage seen in real records, also on an active one.</summary>
    public static SalesStage Percent100 { get; } = new("100");

    /// <summary>
    /// How far the sale is in percent, in either notation: 40 for <c>40</c> and for <see cref="Develop"/>. Null where that is not known:
    /// for <see cref="Close"/>, which may mean negotiated (80) or won (100), and for other texts. To compare progress, compare this.
    /// </summary>
    // wire contract 4.8: qualified 20, developed 40, proposed 60. That the connector's names mean these is inferred from the words.
    public int? Percentage =>
        this == Qualify ? 20
        : this == Develop ? 40
        : this == Propose ? 60
        : int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out int percentage) && percentage <= 100 ? percentage
        : null;

    /// <summary>
    /// Creates a stage in the notation of percentages. The service maps a partner's own stages onto the percentages named here.
    /// </summary>
    /// <param name="percentage">How far the sale is, from 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentage"/> is less than 0 or more than 100.</exception>
    public static SalesStage FromPercentage(int percentage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentage, 100);
        return Parse(percentage.ToString(CultureInfo.InvariantCulture));
    }

    static SalesStage IExtensibleEnum<SalesStage>.Create(string value) => new(value);

    static SalesStage[] IExtensibleEnum<SalesStage>.Members =>
    [
        Qualify, Develop, Propose, Close, Percent10, Percent20, Percent40, Percent60, Percent80, Percent100,
    ];
}
