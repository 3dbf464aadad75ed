using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whether the referral came to the organization or went out from it. Read it, do not derive it: it has been seen to disagree with who
/// invited. An open set: a value this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Named on Microsoft's page <i>Get a list of referrals</i>.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ReferralDirection>))]
public readonly record struct ReferralDirection : IOpenValue<ReferralDirection>
{
    private static readonly OpenValueSet Set = new(Names.Incoming, Names.Outgoing);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ReferralDirection(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Came from Microsoft, a customer or another partner.</summary>
    public static ReferralDirection Incoming { get; } = new(Names.Incoming);

    /// <summary>Sent by the own organization.</summary>
    public static ReferralDirection Outgoing { get; } = new(Names.Outgoing);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<ReferralDirection>.Known => Set;

    static ReferralDirection IOpenValue<ReferralDirection>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(ReferralDirection other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>
    /// The wire names as constants, to <c>switch</c> on <see cref="Value"/>. A switch compares exactly; <c>==</c> ignores case.
    /// </summary>
    public static class Names
    {
        /// <summary>Wire name of <see cref="ReferralDirection.Incoming"/>.</summary>
        public const string Incoming = "Incoming";
        /// <summary>Wire name of <see cref="ReferralDirection.Outgoing"/>.</summary>
        public const string Outgoing = "Outgoing";
    }
}
