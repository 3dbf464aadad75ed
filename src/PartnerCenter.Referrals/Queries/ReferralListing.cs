using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Represents the referrals of a query, fetched page by page while they are enumerated.</summary>
/// <remarks>
/// No request is sent before the enumeration starts, and each enumeration sends its own requests. A page is requested when the previous one
/// has been consumed, unless <see cref="ReferralQuery.ReadAhead"/> is set. Several threads may enumerate the listing; each enumerator is
/// for one thread at a time.
/// </remarks>
public abstract class ReferralListing : IAsyncEnumerable<Referral>
{
    private protected ReferralListing()
    {
    }

    /// <summary>Creates a listing of given pages, for tests of code that uses <see cref="IReferralsClient"/>.</summary>
    /// <param name="pages">The pages in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> is null or contains null.</exception>
    public static ReferralListing FromPages(params IReadOnlyList<ReferralPage> pages) =>
        new FixedListing(ListCopy.Of(pages).ToAsyncEnumerable());

    /// <summary>
    /// Creates a listing of pages that are produced while it is enumerated, for tests of code that uses <see cref="IReferralsClient"/>. It
    /// can simulate a page that comes late, or an exception after the first page.
    /// </summary>
    /// <param name="pages">
    /// The pages in order. They are enumerated each time the listing is. A null page ends the enumeration with an
    /// <see cref="ArgumentNullException"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="pages"/> is null.</exception>
    public static ReferralListing FromPages(IAsyncEnumerable<ReferralPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return new FixedListing(pages);
    }

    /// <summary>Returns the same referrals page by page, each page with the continuation to resume after it.</summary>
    /// <param name="cancellationToken">Cancels the enumeration, including the request in flight.</param>
    /// <exception cref="ReferralsException">
    /// A page cannot be read, or its next link cannot be followed, or 100 pages in a row were empty. The pages before it were returned.
    /// After empty pages, the <see cref="ReferralPage.Continuation"/> of the last one is the place to resume from.
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
        public override IAsyncEnumerable<ReferralPage> AsPages(CancellationToken cancellationToken = default) =>
            CheckedAsync(pages, cancellationToken);

        private static async IAsyncEnumerable<ReferralPage> CheckedAsync(
            IAsyncEnumerable<ReferralPage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (ReferralPage page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return page ?? throw new ArgumentNullException(nameof(pages), "A page of the listing must not be null.");
            }
        }
    }
}
