using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Represents a listing of whole referrals that are read from the service.</summary>
internal sealed class ServiceListing(Paginator<Referral> paginator) : ReferralListing
{
    public override async IAsyncEnumerable<ReferralPage> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ListingPage<Referral> page in paginator.PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new ReferralPage(page.Items, page.Continuation, page.Count)
            {
                ServiceTime = page.ServiceTime,
                Unreadable = [.. page.Unreadable.Select(UnreadableReferral.Of)],
            };
        }
    }
}
