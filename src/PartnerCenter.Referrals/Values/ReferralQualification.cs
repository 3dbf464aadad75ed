using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Who qualified the lead. An open set: a value this version does not know is read, kept and written unchanged.</summary>
/// <remarks>
/// Mirrors ReferralQualification of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralQualification>))]
public readonly record struct ReferralQualification : IOpenValue<ReferralQualification>
{
    private static readonly OpenValueSet Set = new(Names.None, Names.Direct, Names.MarketingQualified, Names.SalesQualified);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralQualification(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Not qualified.</summary>
    public static ReferralQualification None { get; } = new(Names.None);

    /// <summary>From a customer directly.</summary>
    public static ReferralQualification Direct { get; } = new(Names.Direct);

    /// <summary>Qualified by marketing.</summary>
    public static ReferralQualification MarketingQualified { get; } = new(Names.MarketingQualified);

    /// <summary>Qualified by a seller; also what partners send on their own deals.</summary>
    public static ReferralQualification SalesQualified { get; } = new(Names.SalesQualified);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralQualification>.Known => Set;

    static ReferralQualification IOpenValue<ReferralQualification>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralQualification other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralQualification.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="ReferralQualification.Direct"/>.</summary>
        public const string Direct = "Direct";
        /// <summary>Wire name of <see cref="ReferralQualification.MarketingQualified"/>.</summary>
        public const string MarketingQualified = "MarketingQualified";
        /// <summary>Wire name of <see cref="ReferralQualification.SalesQualified"/>.</summary>
        public const string SalesQualified = "SalesQualified";
    }
}
