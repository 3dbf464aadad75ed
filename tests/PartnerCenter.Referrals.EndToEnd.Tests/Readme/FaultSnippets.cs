using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class FaultSnippets
{
    [Fact]
    public async Task A_connection_is_reset_after_the_request_was_handled()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        ReferralsEmulator emulator = stage.Emulator;

        #region emulator-fault
        emulator.Faults.Script(EmulatedOperation.Create, Fault.Throttle("0"), Fault.ResetAfterHandling); // one fault for each request

        Referral deal = await client.CreateAsync(Deals.Draft()); // the service created the deal, and the client found it
        Assert.Equal(deal.Id, (string?)Assert.Single(emulator.GetReferrals())["id"]);
        #endregion
    }
}
