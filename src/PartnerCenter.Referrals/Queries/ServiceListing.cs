using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>A listing of whole referrals.</summary>
internal sealed class ServiceListing(Paginator<Referral> walk) : ReferralListing
{
    public override async IAsyncEnumerable<ReferralPage> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (PageResult<Referral> page in walk.PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new ReferralPage(page.Items, page.Next, page.Count);
        }
    }
}
