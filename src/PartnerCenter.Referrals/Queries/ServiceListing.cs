namespace PartnerCenter.Referrals;

/// <summary>A listing of the service; the call's cancellation and the enumeration's both end it.</summary>
internal sealed class ServiceListing(PageWalk<Referral> walk, CancellationToken callerCancellation) : ReferralListing
{
    public override async IAsyncEnumerable<ReferralPage> AsPages(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource? both = callerCancellation.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(callerCancellation, cancellationToken)
            : null;
        CancellationToken either = both?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : callerCancellation);
        await foreach (FetchedPage<Referral> page in walk.PagesAsync(either).ConfigureAwait(false))
        {
            yield return new ReferralPage(page.Items, page.Next, page.Count);
        }
    }
}
