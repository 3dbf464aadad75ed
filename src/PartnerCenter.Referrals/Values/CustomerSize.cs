using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The number of the customer's employees, as a band. Two generations of bands are about, and real records also hold an empty text. An
/// open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the customer sizes of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<CustomerSize>))]
public readonly record struct CustomerSize : IOpenValue<CustomerSize>
{
    private static readonly OpenValueSet Set = new(
        Names.From1To50, Names.From51To500, Names.MoreThan500, Names.From1To9, Names.From10To50, Names.From51To250,
        Names.From251To1000, Names.From1001To5000, Names.From5001To10000, Names.From10001To20000, Names.MoreThan20000);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public CustomerSize(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>1 to 50 employees (older band).</summary>
    public static CustomerSize From1To50 { get; } = new(Names.From1To50);

    /// <summary>51 to 500 employees (older band).</summary>
    public static CustomerSize From51To500 { get; } = new(Names.From51To500);

    /// <summary>More than 500 employees (older band).</summary>
    public static CustomerSize MoreThan500 { get; } = new(Names.MoreThan500);

    /// <summary>1 to 9 employees.</summary>
    public static CustomerSize From1To9 { get; } = new(Names.From1To9);

    /// <summary>10 to 50 employees.</summary>
    public static CustomerSize From10To50 { get; } = new(Names.From10To50);

    /// <summary>51 to 250 employees.</summary>
    public static CustomerSize From51To250 { get; } = new(Names.From51To250);

    /// <summary>251 to 1,000 employees.</summary>
    public static CustomerSize From251To1000 { get; } = new(Names.From251To1000);

    /// <summary>1,001 to 5,000 employees.</summary>
    public static CustomerSize From1001To5000 { get; } = new(Names.From1001To5000);

    /// <summary>5,001 to 10,000 employees.</summary>
    public static CustomerSize From5001To10000 { get; } = new(Names.From5001To10000);

    /// <summary>10,001 to 20,000 employees.</summary>
    public static CustomerSize From10001To20000 { get; } = new(Names.From10001To20000);

    /// <summary>More than 20,000 employees.</summary>
    public static CustomerSize MoreThan20000 { get; } = new(Names.MoreThan20000);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<CustomerSize>.Known => Set;

    static CustomerSize IOpenValue<CustomerSize>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(CustomerSize other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="CustomerSize.From1To50"/>.</summary>
        public const string From1To50 = "1to50employees";
        /// <summary>Wire name of <see cref="CustomerSize.From51To500"/>.</summary>
        public const string From51To500 = "51to500employees";
        /// <summary>Wire name of <see cref="CustomerSize.MoreThan500"/>.</summary>
        public const string MoreThan500 = "Morethan500employees";
        /// <summary>Wire name of <see cref="CustomerSize.From1To9"/>.</summary>
        public const string From1To9 = "1to9employees";
        /// <summary>Wire name of <see cref="CustomerSize.From10To50"/>.</summary>
        public const string From10To50 = "10to50employees";
        /// <summary>Wire name of <see cref="CustomerSize.From51To250"/>.</summary>
        public const string From51To250 = "51to250employees";
        /// <summary>Wire name of <see cref="CustomerSize.From251To1000"/>.</summary>
        public const string From251To1000 = "251to1000employees";
        /// <summary>Wire name of <see cref="CustomerSize.From1001To5000"/>.</summary>
        public const string From1001To5000 = "1001to5000employees";
        /// <summary>Wire name of <see cref="CustomerSize.From5001To10000"/>.</summary>
        public const string From5001To10000 = "5001to10000employees";
        /// <summary>Wire name of <see cref="CustomerSize.From10001To20000"/>.</summary>
        public const string From10001To20000 = "10001to20000employees";
        /// <summary>Wire name of <see cref="CustomerSize.MoreThan20000"/>.</summary>
        public const string MoreThan20000 = "Morethan20000employees";
    }
}
