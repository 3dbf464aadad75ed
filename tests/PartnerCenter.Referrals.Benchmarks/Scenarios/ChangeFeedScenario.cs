namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Counts the requests that the change feed sends, and compares them with those of a listing of the same referrals.</summary>
internal static class ChangeFeedScenario
{
    private const int Count = 100_000;
    private const int AtOneMoment = 1_000;

    public static async Task<bool> RunAsync()
    {
        using ChangesService service = new(Count, AtOneMoment);
        using Sdk sdk = new(service);
        HashSet<string> listed = [];
        await foreach (Referral referral in sdk.Client.ListAsync())
        {
            listed.Add(referral.Id);
        }

        int requestsOfListing = service.Requests;
        HashSet<string> changed = [];
        int returned = 0;
        await foreach (ReferralChanges changes in sdk.Client.ListChangesAsync(ChangeCheckpoint.Beginning))
        {
            returned += changes.Referrals.Count;
            changed.UnionWith(changes.Referrals.Select(referral => referral.Id));
        }

        int requestsOfFeed = service.Requests - requestsOfListing;
        if (listed.Count != Count || changed.Count != Count || returned != Count)
        {
            throw new InvalidOperationException(
                $"The listing returned {listed.Count} referrals, and the feed {returned} changes of {changed.Count}, instead of {Count}.");
        }

        Report.Line($"{Count:N0} changes, {AtOneMoment:N0} of them at one moment");
        Report.Figure($"a listing          {requestsOfListing,8:N0} requests");
        Report.Figure($"the change feed    {requestsOfFeed,8:N0} requests");
        return Report.Ratio(
            Targets.ChangeFeedRequests, requestsOfFeed / (double)requestsOfListing, $"requests of the feed, relative to the listing's");
    }
}
