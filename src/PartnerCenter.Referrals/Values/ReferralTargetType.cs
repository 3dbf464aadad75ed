using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// What a <see cref="ReferralTarget"/> names. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the target type of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralTargetType>))]
public readonly record struct ReferralTargetType : IOpenValue<ReferralTargetType>
{
    private static readonly OpenValueSet Set = new(Names.None, Names.BusinessProfileLocation, Names.SolutionProfile);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralTargetType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Nothing.</summary>
    public static ReferralTargetType None { get; } = new(Names.None);

    /// <summary>A location of a partner's business profile; with the id <c>msft</c>, Microsoft itself.</summary>
    public static ReferralTargetType BusinessProfileLocation { get; } = new(Names.BusinessProfileLocation);

    /// <summary>A solution.</summary>
    public static ReferralTargetType SolutionProfile { get; } = new(Names.SolutionProfile);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralTargetType>.Known => Set;

    static ReferralTargetType IOpenValue<ReferralTargetType>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralTargetType other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralTargetType.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="ReferralTargetType.BusinessProfileLocation"/>.</summary>
        public const string BusinessProfileLocation = "BusinessProfileLocation";
        /// <summary>Wire name of <see cref="ReferralTargetType.SolutionProfile"/>.</summary>
        public const string SolutionProfile = "SolutionProfile";
    }
}
