using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Where a referral stands: the coarse half of its state, with <see cref="ReferralSubstatus"/> the fine half. An open set: a value this
/// version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors ReferralStatus of Microsoft's page <i>Referral resources</i>. A referral may go from New to Active or Closed, and from
/// Active to Closed; never back.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralStatus>))]
public readonly record struct ReferralStatus : IOpenValue<ReferralStatus>
{
    private static readonly OpenValueSet Set = new(Names.None, Names.New, Names.Active, Names.Closed);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>No status.</summary>
    public static ReferralStatus None { get; } = new(Names.None);

    /// <summary>Not answered yet.</summary>
    public static ReferralStatus New { get; } = new(Names.New);

    /// <summary>Accepted and worked on. Deals a partner creates start here.</summary>
    public static ReferralStatus Active { get; } = new(Names.Active);

    /// <summary>Won, lost, declined or expired; the substatus says which.</summary>
    public static ReferralStatus Closed { get; } = new(Names.Closed);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralStatus>.Known => Set;

    static ReferralStatus IOpenValue<ReferralStatus>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralStatus other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralStatus.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="ReferralStatus.New"/>.</summary>
        public const string New = "New";
        /// <summary>Wire name of <see cref="ReferralStatus.Active"/>.</summary>
        public const string Active = "Active";
        /// <summary>Wire name of <see cref="ReferralStatus.Closed"/>.</summary>
        public const string Closed = "Closed";
    }
}
