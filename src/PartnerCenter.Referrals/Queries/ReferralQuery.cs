namespace PartnerCenter.Referrals;

/// <summary>Describes which referrals to list, in which order, and where to start.</summary>
/// <remarks>
/// Mirrors the query options of
/// <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of referrals</see>. A query selects
/// no members: a listing of referrals always reads whole referrals.
/// </remarks>
public sealed record ReferralQuery
{
    /// <summary>
    /// The maximum length of a query's request. Web servers commonly read 8,192 bytes of a request line; the limit of this service is not
    /// known.
    /// </summary>
    internal const int MaxRequestLength = 8_000;

    private readonly int? _top;
    private readonly int? _maxPages;

    /// <summary>
    /// Gets the filter; null for all referrals that the signed-in user may see. A listing refuses a query of more than 8,000 characters,
    /// counted as they are escaped in the request; about a hundred ids fit.
    /// </summary>
    public ReferralFilter? Filter { get; init; }

    /// <summary>Gets the order; null leaves the order to the service.</summary>
    public ReferralOrder? OrderBy { get; init; }

    /// <summary>
    /// Gets the maximum number of referrals over all pages of the listing; null for all. It is sent as <c>$top</c>, and the client counts
    /// as well, because Microsoft does not document whether <c>$top</c> limits the whole listing or a page.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Top
    {
        get => _top;
        init => _top = AtLeastOne(value, nameof(Top));
    }

    /// <summary>
    /// Gets the maximum number of pages to read; null for all. The continuation of the last page is the place to resume from.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? MaxPages
    {
        get => _maxPages;
        init => _maxPages = AtLeastOne(value, nameof(MaxPages));
    }

    /// <summary>
    /// Gets whether the next page is fetched while the current one is processed. False by default. Reading ahead is faster, but it keeps
    /// one more page in memory, and sends one request too many if the enumeration ends early.
    /// </summary>
    public bool ReadAhead { get; init; }

    /// <summary>
    /// Gets the place to resume from: <see cref="ReferralPage.Continuation"/> of the last page that was processed. It carries the filter
    /// and order of its listing, so that <see cref="Filter"/> and <see cref="OrderBy"/> are not sent again.
    /// </summary>
    public ReferralContinuation? Continuation { get; init; }

    /// <summary>
    /// Gets whether items that cannot be read are skipped. False by default: the listing then ends with an exception that names the page
    /// and the item. A log line names each item that is skipped.
    /// </summary>
    /// <remarks>
    /// An item of a listing of referrals cannot be read if it is no object or if its id cannot be read. Any other value that cannot be read
    /// is left out of its record; see <see cref="Referral.UnreadableMembers"/>. A record of your own type is read as a whole or skipped.
    /// </remarks>
    public bool SkipUnreadableItems { get; init; }

    // The framework's own message has the number in the notation of the culture.
    private static int? AtLeastOne(int? value, string name) =>
        value < 1 ? throw new ArgumentOutOfRangeException(name, $"{name} must be at least 1.") : value;

    /// <summary>Returns the type's name only, because a filter may hold a mail address.</summary>
    public override string ToString() => nameof(ReferralQuery);

    /// <summary>Returns the query of the first request, escaped and without a question mark; null if there is none.</summary>
    /// <param name="select">The members to read; null for whole referrals.</param>
    internal string? FirstRequest(IEnumerable<string>? select = null)
    {
        if (Continuation is { } continuation)
        {
            return continuation.Value;
        }

        List<string> options = [];
        if (Filter is { } filter)
        {
            options.Add("$filter=" + Uri.EscapeDataString(filter.Text));
        }

        if (OrderBy is { } order)
        {
            options.Add("$orderby=" + Uri.EscapeDataString(order.Text));
        }

        if (Top is { } top)
        {
            options.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$top={top}"));
        }

        if (select is not null)
        {
            options.Add("$select=" + string.Join(',', select.Select(Uri.EscapeDataString)));
        }

        return options.Count == 0 ? null : string.Join('&', options);
    }
}
