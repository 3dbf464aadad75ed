namespace PartnerCenter.Referrals;

/// <summary>The referrals of a query, fetched page by page while they are enumerated.</summary>
/// <remarks>
/// Nothing is sent before the enumeration starts, and each enumeration asks the service anew. A page is asked for when the one before it
/// has been consumed. The listing can be enumerated by several threads; one enumerator by one only.
/// </remarks>
public abstract class ReferralListing : IAsyncEnumerable<Referral>
{
    /// <summary>A listing over given pages, for tests of code that uses <see cref="IReferralsClient"/>.</summary>
    /// <param name="pages">The pages in their order.</param>
    public static ReferralListing FromPages(params IReadOnlyList<ReferralPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new FixedListing(pages);
    }

    /// <summary>The same referrals by pages, each with the continuation to resume after it.</summary>
    /// <param name="cancellationToken">Ends the enumeration, the request in flight included.</param>
    /// <exception cref="ReferralsException">A page could not be read, or its link to the next one cannot be followed; the pages before it were given out.</exception>
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

    private sealed class FixedListing(IReadOnlyList<ReferralPage> pages) : ReferralListing
    {
        public override async IAsyncEnumerable<ReferralPage> AsPages(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (ReferralPage page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return page;
            }
        }
    }
}
