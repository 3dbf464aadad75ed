using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whether one partner works on the deal or several parties together. An open set: a value this version does not know is read, kept and
/// written unchanged.
/// </summary>
/// <remarks>
/// Mirrors ReferralType of Microsoft's page <i>Referral resources</i>; its JSON name is <c>type</c>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralType>))]
public readonly record struct ReferralType : IOpenValue<ReferralType>
{
    private static readonly OpenValueSet Set = new(Names.Independent, Names.Shared);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>One partner sees it.</summary>
    public static ReferralType Independent { get; } = new(Names.Independent);

    /// <summary>The parties of the engagement work together: a co-sell deal.</summary>
    public static ReferralType Shared { get; } = new(Names.Shared);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralType>.Known => Set;

    static ReferralType IOpenValue<ReferralType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralType.Independent"/>.</summary>
        public const string Independent = "Independent";
        /// <summary>Wire name of <see cref="ReferralType.Shared"/>.</summary>
        public const string Shared = "Shared";
    }
}
