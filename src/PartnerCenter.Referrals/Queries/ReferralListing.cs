using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>The referrals of a query, fetched page by page while they are enumerated.</summary>
/// <remarks>
/// Nothing is sent before the enumeration starts, and each enumeration asks the service anew. A page is asked for when the one before it
/// has been consumed. The listing can be enumerated by several threads; one enumerator by one only.
/// </remarks>
public abstract class ReferralListing : IAsyncEnumerable<Referral>
{
    private protected ReferralListing()
    {
    }

    /// <summary>Creates a listing of given pages, for tests of code that uses <see cref="IReferralsClient"/>.</summary>
    /// <param name="pages">The pages in their order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> is null.</exception>
    public static ReferralListing FromPages(params IReadOnlyList<ReferralPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new FixedListing(pages.ToAsyncEnumerable());
    }

    /// <summary>
    /// Creates a listing of pages that are produced while it is enumerated, for tests of code that uses <see cref="IReferralsClient"/>: a
    /// page that comes late, or an exception after the first page.
    /// </summary>
    /// <param name="pages">The pages in their order. Enumerated each time that the listing is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> is null.</exception>
    public static ReferralListing FromPages(IAsyncEnumerable<ReferralPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new FixedListing(pages);
    }

    /// <summary>The same referrals by pages, each with the continuation to resume after it.</summary>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <exception cref="ReferralsException">
    /// A page could not be read, or its link to the next one cannot be followed; the pages before it were given out.
    /// </exception>
    public abstract IAsyncEnumerable<ReferralPage> AsPages(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public async IAsyncEnumerator<Referral> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (ReferralPage page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            foreach (Referral referral in page.Referrals)
            {
                yield return referral;
            }
        }
    }

    private sealed class FixedListing(IAsyncEnumerable<ReferralPage> pages) : ReferralListing
    {
        public override async IAsyncEnumerable<ReferralPage> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (ReferralPage page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return page;
            }
        }
    }
}
