using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Which referrals a listing returns.</summary>
/// <remarks>
/// <para>
/// Made of the fields that the service documents, compared with values and combined by <c>&amp;</c>, <c>|</c> and <c>!</c>:
/// <c>ReferralFilter.Status == ReferralStatus.New &amp; ReferralFilter.Direction == ReferralDirection.Incoming</c>. A wrong field, value or
/// operator does not compile. <see cref="From"/> takes any other expression of the service's language with values filled in, and
/// <see cref="Raw"/> a finished text.
/// </para>
/// <para>
/// Of the operators only <c>==</c>, <c>&amp;</c> and the search in the team are documented; the others are what any OData service of this
/// kind understands, and are likely to work. Immutable and thread-safe. Mirrors <c>$filter</c> of Microsoft's page <em>Get a list of
/// referrals</em>.
/// </para>
/// </remarks>
public sealed class ReferralFilter
{
    private readonly bool _isAtom;

    private ReferralFilter(string text, bool isAtom)
    {
        Text = text;
        _isAtom = isAtom;
    }

    /// <summary>The engagement, by its id.</summary>
    public static ReferralFilterField<Guid> EngagementId { get; } = new("engagementId", id => Quoted(id.ToString()));

    /// <summary>The status.</summary>
    public static ReferralFilterField<ReferralStatus> Status { get; } = new("status", status => Quoted(status.Value));

    /// <summary>The substatus.</summary>
    public static ReferralFilterField<ReferralSubstatus> Substatus { get; } = new("substatus", substatus => Quoted(substatus.Value));

    /// <summary>The type.</summary>
    public static ReferralFilterField<ReferralType> Type { get; } = new("type", type => Quoted(type.Value));

    /// <summary>The qualification.</summary>
    public static ReferralFilterField<ReferralQualification> Qualification { get; } =
        new("qualification", qualification => Quoted(qualification.Value));

    /// <summary>The direction.</summary>
    public static ReferralFilterField<ReferralDirection> Direction { get; } = new("direction", direction => Quoted(direction.Value));

    /// <summary>The time of the last change. Any offset; sent in UTC.</summary>
    public static ReferralFilterDateTimeField UpdatedDateTime { get; } = new("updatedDateTime");

    /// <summary>The country of the customer's address, a two-letter ISO code.</summary>
    public static ReferralFilterField<string> CustomerProfileCountry { get; } = new("customerProfile/address/country", Quoted);

    /// <summary>The mail address of somebody in the partner's own team.</summary>
    public static ReferralFilterTeamField TeamMemberEmail { get; } = new("team", "email");

    /// <summary>
    /// Matches incoming referrals that wait for your answer: those with status <see cref="ReferralStatus.New"/>, whatever their substatus
    /// (<see cref="ReferralSubstatus.Pending"/>, <see cref="ReferralSubstatus.Received"/> or any other).
    /// </summary>
    public static ReferralFilter AwaitingAnswer { get; } = Direction == ReferralDirection.Incoming & Status == ReferralStatus.New;

    /// <summary>
    /// Leads that Microsoft has qualified. Who invited cannot be filtered by: <see cref="Referral.Kind"/> of each tells it from deals that
    /// look alike.
    /// </summary>
    public static ReferralFilter QualifiedLeads { get; } = Type == ReferralType.Independent & Direction == ReferralDirection.Incoming
        & Qualification.In(ReferralQualification.SalesQualified, ReferralQualification.MarketingQualified);

    /// <summary>Deals that parties work on together.</summary>
    public static ReferralFilter CoSellOpportunities { get; } = Type == ReferralType.Shared
        & Qualification.In(ReferralQualification.SalesQualified, ReferralQualification.None);

    internal string Text { get; }

    /// <summary>Matches the referrals of one engagement: your own record and those of the invited parties.</summary>
    /// <param name="engagementId">The engagement's id, a GUID.</param>
    /// <exception cref="ArgumentException"><paramref name="engagementId"/> is not a GUID.</exception>
    public static ReferralFilter ForEngagement(string engagementId)
    {
        Arguments.RequireGuid(engagementId, nameof(engagementId), "An engagement's id");
        return EngagementId == Guid.Parse(engagementId);
    }

    /// <summary>Matches referrals that changed at a time or later.</summary>
    /// <param name="time">The time; any offset.</param>
    public static ReferralFilter UpdatedSince(DateTimeOffset time) => UpdatedDateTime >= time;

    /// <summary>
    /// Matches an expression in the service's own language with values filled in: <c>ReferralFilter.From($"externalReferenceId eq
    /// {crmId}")</c>.
    /// </summary>
    /// <param name="expression">
    /// An interpolated string. Write no quotes around its values: each value is quoted and escaped by its type
    /// (<see cref="ReferralFilterInterpolatedStringHandler"/> lists how), so that whatever it holds, it remains one value. </param>
    /// <exception cref="ArgumentException">
    /// The expression is empty, a value is inside quotes or directly next to other text, a quote is not closed, or a value is empty or not
    /// valid Unicode.
    /// </exception>
    public static ReferralFilter From(ReferralFilterInterpolatedStringHandler expression) => Raw(expression.ToText());

    /// <summary>
    /// Matches an expression in the service's own language, such as <c>direction eq 'Incoming' and substatus eq 'Pending'</c>.
    /// </summary>
    /// <param name="text">
    /// The expression, sent unchanged but for the escaping that a URL needs. Double the quotes inside a text literal: <c>'O''Brien'</c>.
    /// Where values come from somewhere else, use <see cref="From"/>, which does that for you. </param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static ReferralFilter Raw(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new ReferralFilter(text, isAtom: false);
    }

    /// <summary>Matches referrals that satisfy both filters.</summary>
    /// <param name="left">The first filter.</param>
    /// <param name="right">The second filter.</param>
    public static ReferralFilter operator &(ReferralFilter left, ReferralFilter right) => Join(left, "and", right);

    /// <summary>Matches referrals that satisfy at least one of the filters.</summary>
    /// <param name="left">The first filter.</param>
    /// <param name="right">The second filter.</param>
    public static ReferralFilter operator |(ReferralFilter left, ReferralFilter right) => Join(left, "or", right);

    /// <summary>Matches referrals that do not satisfy the filter.</summary>
    /// <param name="filter">The filter.</param>
    public static ReferralFilter operator !(ReferralFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Atom($"not ({filter.Text})");
    }

    /// <summary>
    /// Returns what is sent with an ellipsis in place of each value, such as <c>(status eq … or status eq …) and team/any(t: t/email eq
    /// …)</c>: safe to log. Of a raw text that is not well formed, only the part before the first value is shown.
    /// </summary>
    public override string ToString() => FilterRedaction.WithoutValues(Text);

    /// <summary>Creates a comparison, which needs no parentheses when it is combined.</summary>
    internal static ReferralFilter Atom(string text) => new(text, isAtom: true);

    /// <summary>Returns a text literal with its quotes doubled.</summary>
    /// <exception cref="ArgumentException">The text is empty or not valid Unicode.</exception>
    internal static string Quoted(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && !value.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new ArgumentException("A half of a surrogate pair is no text that can be sent.", nameof(value));
            }
        }

        return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static ReferralFilter Join(ReferralFilter left, string word, ReferralFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ReferralFilter($"{Parenthesize(left)} {word} {Parenthesize(right)}", isAtom: false);

        static string Parenthesize(ReferralFilter filter) => filter._isAtom ? filter.Text : $"({filter.Text})";
    }
}
