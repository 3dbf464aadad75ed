using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Which referrals a listing returns.</summary>
/// <remarks>
/// <para>
/// Made of the fields that the service documents, compared with values and combined by <c>&amp;</c>, <c>|</c> and <c>!</c>:
/// <c>ReferralFilter.Status == ReferralStatus.New &amp; ReferralFilter.Direction == ReferralDirection.Incoming</c>. A wrong field, value or operator
/// does not compile. <see cref="Raw"/> is the way out for everything else.
/// </para>
/// <para>
/// Of the operators only <c>==</c>, <c>&amp;</c> and the search in the team are documented; the others are what any OData service of this kind
/// understands, and are likely to work. Immutable and thread-safe. Mirrors <c>$filter</c> of Microsoft's page <em>Get a list of referrals</em>.
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
    public static ReferralFilterField<ReferralQualification> Qualification { get; } = new("qualification", qualification => Quoted(qualification.Value));

    /// <summary>The direction.</summary>
    public static ReferralFilterField<ReferralDirection> Direction { get; } = new("direction", direction => Quoted(direction.Value));

    /// <summary>The time of the last change. Any offset; sent in UTC.</summary>
    public static ReferralFilterTime UpdatedDateTime { get; } = new("updatedDateTime");

    /// <summary>The country of the customer's address, a two-letter ISO code.</summary>
    public static ReferralFilterField<string> CustomerCountry { get; } = new("customerProfile/address/country", Quoted);

    /// <summary>The mail address of somebody in the partner's own team.</summary>
    public static ReferralFilterTeam TeamMemberEmail { get; } = new("team", "email");

    /// <summary>Incoming ones that wait for the partner's answer.</summary>
    public static ReferralFilter AwaitingAnswer { get; } =
        Direction == ReferralDirection.Incoming & Substatus == ReferralSubstatus.Pending;

    /// <summary>
    /// Leads that Microsoft has qualified. Who invited cannot be filtered by: <see cref="Referral.Kind"/> of each tells it from deals that look alike.
    /// </summary>
    public static ReferralFilter QualifiedLeads { get; } = Type == ReferralType.Independent & Direction == ReferralDirection.Incoming
        & Qualification.In(ReferralQualification.SalesQualified, ReferralQualification.MarketingQualified);

    /// <summary>Deals that parties work on together.</summary>
    public static ReferralFilter CoSellOpportunities { get; } = Type == ReferralType.Shared
        & Qualification.In(ReferralQualification.SalesQualified, ReferralQualification.None);

    internal string Text { get; }

    /// <summary>Those of one engagement: the own record and those of the invited.</summary>
    /// <param name="engagementId">The engagement's id, a GUID.</param>
    /// <exception cref="ArgumentException">It is no GUID.</exception>
    public static ReferralFilter OfEngagement(string engagementId)
    {
        Arguments.RequireGuid(engagementId, nameof(engagementId), "An engagement's id");
        return EngagementId == Guid.Parse(engagementId);
    }

    /// <summary>Those changed at a time or later.</summary>
    /// <param name="time">The time; any offset.</param>
    public static ReferralFilter UpdatedSince(DateTimeOffset time) => UpdatedDateTime >= time;

    /// <summary>A filter in the service's own language, such as <c>direction eq 'Incoming' and substatus eq 'Pending'</c>.</summary>
    /// <param name="text">
    /// The expression, not yet escaped for a URL; that is done here. Quotes inside a text literal are doubled: <c>'O''Brien'</c>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static ReferralFilter Raw(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new ReferralFilter(text, isAtom: false);
    }

    /// <summary>Both.</summary>
    /// <param name="left">One filter.</param>
    /// <param name="right">The other one.</param>
    public static ReferralFilter operator &(ReferralFilter left, ReferralFilter right) => Joined(left, "and", right);

    /// <summary>One or both.</summary>
    /// <param name="left">One filter.</param>
    /// <param name="right">The other one.</param>
    public static ReferralFilter operator |(ReferralFilter left, ReferralFilter right) => Joined(left, "or", right);

    /// <summary>All others.</summary>
    /// <param name="filter">The filter.</param>
    public static ReferralFilter operator !(ReferralFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Atom($"not ({filter.Text})");
    }

    /// <summary>The type only: a filter may hold a mail address.</summary>
    public override string ToString() => nameof(ReferralFilter);

    /// <summary>A comparison: it needs no parentheses in any company.</summary>
    internal static ReferralFilter Atom(string text) => new(text, isAtom: true);

    /// <summary>A text literal, its quotes doubled.</summary>
    /// <exception cref="ArgumentException">It is empty, or no valid text.</exception>
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

    private static ReferralFilter Joined(ReferralFilter left, string word, ReferralFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ReferralFilter($"{Enclosed(left)} {word} {Enclosed(right)}", isAtom: false);

        static string Enclosed(ReferralFilter filter) => filter._isAtom ? filter.Text : $"({filter.Text})";
    }
}
