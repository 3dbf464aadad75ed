namespace PartnerCenter.Referrals;

/// <summary>Which referrals to list, in which order, and from where on.</summary>
/// <remarks>Mirrors the query options of Microsoft's page <em>Get a list of referrals</em>. Whole referrals are read, always.</remarks>
public sealed record ReferralQuery
{
    private readonly int? _top;
    private readonly int? _maxPages;

    /// <summary>Which referrals; null for all that the signed-in user may see.</summary>
    public ReferralFilter? Filter { get; init; }

    /// <summary>The order; null leaves it to the service.</summary>
    public ReferralOrder? OrderBy { get; init; }

    /// <summary>
    /// How many referrals at most, counted over all pages of this listing; null for all. Asked of the service (<c>$top</c>) and counted
    /// here as well, since the documents do not say whether it limits the whole or a page.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Top
    {
        get => _top;
        init
        {
            if (value is { } top)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(top, 1, nameof(Top));
            }

            _top = value;
        }
    }

    /// <summary>How many pages to read at most; null for all. The last one's continuation tells where to go on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? MaxPages
    {
        get => _maxPages;
        init
        {
            if (value is { } pages)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1, nameof(MaxPages));
            }

            _maxPages = value;
        }
    }

    /// <summary>
    /// Whether the next page is fetched while the one before it is worked on: quicker, for the price of one page more in memory, and of one
    /// request too many where the enumeration ends early. False by default.
    /// </summary>
    public bool ReadAhead { get; init; }

    /// <summary>
    /// Where to go on: <see cref="ReferralPage.Continuation"/> of the last page that was dealt with. It carries the filter and order of the
    /// listing it came from; <see cref="Filter"/> and <see cref="OrderBy"/> are then not sent again.
    /// </summary>
    public ReferralContinuation? Continuation { get; init; }

    /// <summary>The type only: a filter may hold a mail address.</summary>
    public override string ToString() => nameof(ReferralQuery);

    /// <summary>The query of the first request, escaped, without a question mark; null for none.</summary>
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
