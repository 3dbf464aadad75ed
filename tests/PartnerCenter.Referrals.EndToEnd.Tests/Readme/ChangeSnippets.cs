namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class ChangeSnippets
{
    [Fact]
    public async Task A_deal_is_patched_and_replaced()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        IReferralsClient client = stage.Client;
        Referral deal = await client.CreateAsync(Deals.Draft());

        #region changing
        Referral patched = await client.PatchAsync(deal, new ReferralPatch().DealValue(30_000m).Notes("They want more."));
        Referral renamed = await client.ReplaceAsync(patched with { Name = "Fabrikam data platform, phase 2" });

        try
        {
            await client.ReplaceAsync(deal with { Name = "From an old copy" });
        }
        catch (ReferralConflictException)
        {
            renamed = await client.GetAsync(deal.Id); // somebody else changed it first: start from the current version
        }
        #endregion

        Assert.Equal("Fabrikam data platform, phase 2", renamed.Name);
        Assert.Equal(30_000m, renamed.Details?.DealValue);
    }

    [Fact]
    public async Task A_deal_is_updated_despite_concurrent_writers()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        IReferralsClient client = stage.Client;
        Referral deal = await client.CreateAsync(Deals.Draft());

        #region update
        Referral updated = await client.UpdateAsync(deal.Id, current => current with
        {
            Details = current.Details! with { DealValue = current.Details.DealValue + 5_000m },
        });
        #endregion

        Assert.Equal(30_000m, updated.Details?.DealValue);
        Assert.Equal("PATCH", stage.Emulator.Requests[^1].Method);
        int requests = stage.Emulator.Requests.Count;

        #region update-record
        updated = await client.UpdateAsync(updated, current => current with { SalesStage = SalesStage.Propose });
        #endregion

        Assert.Equal(SalesStage.Propose, updated.SalesStage);
        Assert.Equal("PATCH", stage.Emulator.Requests[requests].Method);
        Assert.Equal(requests + 1, stage.Emulator.Requests.Count);
    }
}
