using System.Globalization;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the stage of the sale in one of two notations: a name such as <c>Develop</c>, or a percentage as text such as <c>40</c>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// names. The percentages are those of Partner Center's user interface. Real records show only null and <c>100</c>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SalesStage>))]
public sealed class SalesStage(string value) : ExtensibleEnum<SalesStage>(value), IExtensibleEnum<SalesStage>
{
    /// <summary>Indicates that the customer is being qualified. It is taken as 20 percent.</summary>
    public static SalesStage Qualify { get; } = new("Qualify");
    /// <summary>Indicates that the deal is being developed. It is taken as 40 percent.</summary>
    public static SalesStage Develop { get; } = new("Develop");
    /// <summary>Indicates that the deal is being proposed. It is taken as 60 percent.</summary>
    public static SalesStage Propose { get; } = new("Propose");
    /// <summary>Indicates that the deal is being closed. Its percentage is not known.</summary>
    public static SalesStage Close { get; } = new("Close");
    /// <summary>Specifies 10 percent: the deal was created or accepted.</summary>
    public static SalesStage Percent10 { get; } = new("10");
    /// <summary>Specifies 20 percent: the deal was qualified.</summary>
    public static SalesStage Percent20 { get; } = new("20");
    /// <summary>Specifies 40 percent: the deal was developed.</summary>
    public static SalesStage Percent40 { get; } = new("40");
    /// <summary>Specifies 60 percent: the deal was proposed.</summary>
    public static SalesStage Percent60 { get; } = new("60");
    /// <summary>Specifies 80 percent: the deal was negotiated.</summary>
    public static SalesStage Percent80 { get; } = new("80");
    /// <summary>Specifies 100 percent: the deal was won. It is the only percentage seen in real records, one of which is active.</summary>
    public static SalesStage Percent100 { get; } = new("100");

    /// <summary>
    /// Gets the progress of the sale in percent, for either notation: 40 for <c>40</c> and for <see cref="Develop"/>. It is null if the
    /// percentage is not known: for <see cref="Close"/>, which may mean negotiated (80) or won (100), and for other texts. Use this
    /// property to compare progress.
    /// </summary>
    // wire contract 4.8: qualified is 20, developed 40, proposed 60. That the connector's names mean these is inferred from the words.
    public int? Percentage =>
        this == Qualify ? 20
        : this == Develop ? 40
        : this == Propose ? 60
        : int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out int percentage) && percentage <= 100 ? percentage
        : null;

    /// <summary>
    /// Creates a stage in the notation of percentages. The service maps a partner's own stages to the percentages that this type names.
    /// </summary>
    /// <param name="percentage">The progress of the sale in percent, from 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percentage"/> is less than 0 or more than 100.</exception>
    public static SalesStage FromPercentage(int percentage)
    {
        if (percentage is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(percentage), "The percentage must be from 0 to 100.");
        }

        return Parse(percentage.ToString(CultureInfo.InvariantCulture));
    }

    static SalesStage IExtensibleEnum<SalesStage>.Create(string value) => new(value);

    static SalesStage[] IExtensibleEnum<SalesStage>.Members =>
    [
        Qualify, Develop, Propose, Close, Percent10, Percent20, Percent40, Percent60, Percent80, Percent100,
    ];
}
