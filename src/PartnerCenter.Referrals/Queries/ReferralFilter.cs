using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Describes which referrals a listing returns.</summary>
/// <remarks>
/// <para>
/// Compare the fields that the service documents with values, and combine the comparisons with <c>&amp;</c>, <c>|</c> and <c>!</c>:
/// <c>ReferralFilter.Status == ReferralStatus.New &amp; ReferralFilter.Direction == ReferralDirection.Incoming</c>. A wrong field, value or
/// operator does not compile. <see cref="From"/> accepts any other OData expression with values inserted, and <see cref="Raw"/> accepts a
/// finished text.
/// </para>
/// <para>
/// Microsoft documents only <c>==</c>, <c>&amp;</c> and the search in the team. The other operators are standard OData and likely to work.
/// A filter is immutable and thread-safe. It mirrors <c>$filter</c> of
/// <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>.
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

    /// <summary>Gets the field for the id of the engagement.</summary>
    public static ReferralFilterField<Guid> EngagementId { get; } = new("engagementId", id => id.ToString());

    /// <summary>Gets the field for the status.</summary>
    public static ReferralFilterField<ReferralStatus> Status { get; } = new("status", status => status.Value);

    /// <summary>Gets the field for the substatus.</summary>
    public static ReferralFilterField<ReferralSubstatus> Substatus { get; } = new("substatus", substatus => substatus.Value);

    /// <summary>Gets the field for the type.</summary>
    public static ReferralFilterField<ReferralType> Type { get; } = new("type", type => type.Value);

    /// <summary>Gets the field for the qualification.</summary>
    public static ReferralFilterField<ReferralQualification> Qualification { get; } =
        new("qualification", qualification => qualification.Value);

    /// <summary>Gets the field for the direction.</summary>
    public static ReferralFilterField<ReferralDirection> Direction { get; } = new("direction", direction => direction.Value);

    /// <summary>Gets the field for the time of the last change. Compare it with a time of any offset; the time is sent in UTC.</summary>
    public static ReferralFilterDateTimeField UpdatedDateTime { get; } = new("updatedDateTime");

    /// <summary>Gets the field for the country of the customer's address, a two-letter ISO code.</summary>
    public static ReferralFilterField<string> CustomerProfileCountry { get; } = new("customerProfile/address/country", country => country);

    /// <summary>Gets the field for the mail addresses of the members of the partner's own team.</summary>
    public static ReferralFilterTeamField TeamMemberEmail { get; } = new("team", "email");

    /// <summary>
    /// Gets a filter that matches incoming referrals that await your answer: those with status <see cref="ReferralStatus.New"/>, whatever
    /// their substatus (<see cref="ReferralSubstatus.Pending"/>, <see cref="ReferralSubstatus.Received"/> or any other).
    /// </summary>
    public static ReferralFilter AwaitingAnswer { get; } = Direction == ReferralDirection.Incoming & Status == ReferralStatus.New;

    /// <summary>
    /// Gets a filter that matches leads that Microsoft has qualified. It also matches deals that look alike, because no filter compares the
    /// inviting organization: check <see cref="Referral.Kind"/> of each referral.
    /// </summary>
    public static ReferralFilter QualifiedLeads { get; } = Type == ReferralType.Independent & Direction == ReferralDirection.Incoming
        & Qualification.In(ReferralQualification.SalesQualified, ReferralQualification.MarketingQualified);

    /// <summary>Gets a filter that matches deals on which several parties work together.</summary>
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

    /// <summary>Matches referrals that changed at or after a given time.</summary>
    /// <param name="time">The time, with any offset.</param>
    public static ReferralFilter UpdatedSince(DateTimeOffset time) => UpdatedDateTime >= time;

    /// <summary>
    /// Matches referrals that satisfy an OData expression with values inserted: <c>ReferralFilter.From($"externalReferenceId eq
    /// {crmId}")</c>.
    /// </summary>
    /// <param name="expression">
    /// An interpolated string. Write no quotes around its values: each value is quoted and escaped by its type, so that it remains one
    /// value whatever it holds. <see cref="ReferralFilterInterpolatedStringHandler"/> lists the types.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The expression is empty, a value is inside quotes or directly next to other text, a quote is not closed, or a value is empty or not
    /// valid Unicode.
    /// </exception>
    public static ReferralFilter From(ReferralFilterInterpolatedStringHandler expression) =>
        Of(expression.ToText(), nameof(expression));

    /// <summary>
    /// Matches referrals that satisfy an OData expression, such as <c>direction eq 'Incoming' and substatus eq 'Pending'</c>.
    /// </summary>
    /// <param name="text">
    /// The expression, sent unchanged except for URL escaping. Double the quotes inside a text literal: <c>'O''Brien'</c>. To insert values
    /// that come from elsewhere, use <see cref="From"/>, which quotes and escapes them.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static ReferralFilter Raw(string text) => Of(text, nameof(text));

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
    /// Returns the expression with an ellipsis in place of each value, such as <c>(status eq … or status eq …) and team/any(t: t/email
    /// eq …)</c>, which is safe to log. Of a raw text, only operators, functions and paths that the client knows are shown; everything
    /// else counts as a value.
    /// </summary>
    public override string ToString() => FilterRedaction.WithoutValues(Text);

    /// <summary>Creates a comparison, which needs no parentheses when it is combined.</summary>
    internal static ReferralFilter Atom(string text) => new(text, isAtom: true);

    /// <summary>Returns a text literal with its quotes doubled.</summary>
    /// <param name="value">The text.</param>
    /// <param name="parameterName">The name of the caller's parameter that the text was passed in.</param>
    /// <exception cref="ArgumentException">The text is empty or not valid Unicode.</exception>
    internal static string Quoted(string value, string parameterName)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameterName);
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && !value.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new ArgumentException("The value holds half a surrogate pair, which is not valid Unicode.", parameterName);
            }
        }

        return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static ReferralFilter Of(string text, string parameterName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameterName);
        return new ReferralFilter(text, isAtom: false);
    }

    private static ReferralFilter Join(ReferralFilter left, string word, ReferralFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ReferralFilter($"{Parenthesize(left)} {word} {Parenthesize(right)}", isAtom: false);

        static string Parenthesize(ReferralFilter filter) => filter._isAtom ? filter.Text : $"({filter.Text})";
    }
}
