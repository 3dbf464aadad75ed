using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The fine half of a referral's state, within its <see cref="ReferralStatus"/>. An open set: a value this version does not know is
/// read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors ReferralSubstatus of Microsoft's page <i>Referral resources</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralSubstatus>))]
public readonly record struct ReferralSubstatus : IOpenValue<ReferralSubstatus>
{
    private static readonly OpenValueSet Set = new(
        Names.None, Names.Pending, Names.Received, Names.Accepted, Names.Won, Names.Lost, Names.Declined, Names.Expired);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralSubstatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>No substatus.</summary>
    public static ReferralSubstatus None { get; } = new(Names.None);

    /// <summary>New: waits for an answer.</summary>
    public static ReferralSubstatus Pending { get; } = new(Names.Pending);

    /// <summary>New: seen, not answered.</summary>
    public static ReferralSubstatus Received { get; } = new(Names.Received);

    /// <summary>Active: the only substatus there.</summary>
    public static ReferralSubstatus Accepted { get; } = new(Names.Accepted);

    /// <summary>Closed: won. Terminal, except that a deal registration may follow.</summary>
    public static ReferralSubstatus Won { get; } = new(Names.Won);

    /// <summary>Closed: lost. Terminal.</summary>
    public static ReferralSubstatus Lost { get; } = new(Names.Lost);

    /// <summary>Closed: declined. Terminal.</summary>
    public static ReferralSubstatus Declined { get; } = new(Names.Declined);

    /// <summary>Closed: nobody answered in time (14 days); set by the service. Terminal.</summary>
    public static ReferralSubstatus Expired { get; } = new(Names.Expired);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralSubstatus>.Known => Set;

    static ReferralSubstatus IOpenValue<ReferralSubstatus>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralSubstatus other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralSubstatus.None"/>.</summary>
        public const string None = "None";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Pending"/>.</summary>
        public const string Pending = "Pending";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Received"/>.</summary>
        public const string Received = "Received";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Accepted"/>.</summary>
        public const string Accepted = "Accepted";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Won"/>.</summary>
        public const string Won = "Won";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Lost"/>.</summary>
        public const string Lost = "Lost";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Declined"/>.</summary>
        public const string Declined = "Declined";
        /// <summary>Wire name of <see cref="ReferralSubstatus.Expired"/>.</summary>
        public const string Expired = "Expired";
    }
}
