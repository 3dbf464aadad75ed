using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Follows the service's pages: only the query of each next link, on our own endpoint, and never the same one twice.</summary>
internal sealed class ServiceListing(
    ReferralQuery query, Func<string?, CancellationToken, Task<ReferralCollection>> fetch, CancellationToken callerCancellation) : ReferralListing
{
    public override async IAsyncEnumerable<ReferralPage> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource? both = callerCancellation.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(callerCancellation, cancellationToken)
            : null;
        CancellationToken either = both?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : callerCancellation);

        HashSet<string> seen = new(StringComparer.Ordinal);
        int left = query.Top ?? int.MaxValue;
        string? request = query.FirstRequest();
        if (query.Continuation is not null)
        {
            seen.Add(query.Continuation.Value);
        }

        while (true)
        {
            ReferralCollection answer = await fetch(request, either).ConfigureAwait(false);
            ReferralContinuation? next = Next(answer.NextLink, seen);
            bool cut = answer.Value.Length > left;
            Referral[] referrals = cut ? [.. answer.Value.Take(left)] : answer.Value;
            left -= referrals.Length;
            // Going on after a page of which only a part was given out would skip the rest.
            yield return new ReferralPage(referrals, cut ? null : next, answer.Count);
            if (next is null || left == 0)
            {
                yield break;
            }

            request = next.Value;
        }
    }

    private static ReferralContinuation? Next(string? link, HashSet<string> seen)
    {
        if (string.IsNullOrEmpty(link))
        {
            return null;
        }

        if (!ReferralContinuation.TryFromNextLink(link, out ReferralContinuation? next))
        {
            throw new ReferralsException("The service's next link has no query that can be followed; the listing ends before its end.") { Operation = "list" };
        }

        return seen.Add(next.Value)
            ? next
            : throw new ReferralsException("The service's next link leads back to a page already read; the listing would never end.") { Operation = "list" };
    }
}
