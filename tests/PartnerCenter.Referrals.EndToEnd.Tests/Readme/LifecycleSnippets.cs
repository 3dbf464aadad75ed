using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class LifecycleSnippets
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_lead_is_accepted_updated_and_won()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        IReferralsClient client = stage.Client;
        JsonObject incoming = stage.Emulator.GetReferral((await client.CreateAsync(Deals.Draft())).Id);
        (incoming["id"], incoming["status"], incoming["substatus"]) = ("00000000-0000-0000-0000-0000000000aa", "New", "Received");
        Referral lead = await client.GetAsync(stage.Emulator.AddReferral(incoming)["id"]!.GetValue<string>());

        #region lifecycle
        Referral accepted = await client.AcceptAsync(lead); // or DeclineAsync(lead, "Not our field.")
        Referral developed = await client.AdvanceAsync(accepted, SalesStage.Develop);
        Referral won = await client.CloseAsWonAsync(developed); // or CloseAsLostAsync(developed, "Budget")
        #endregion

        Assert.Equal(ReferralSubstatus.Won, won.Substatus);
        Assert.Equal(SalesStage.Develop, won.SalesStage);
    }

    [Fact]
    public async Task A_won_deal_is_registered_and_amended()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync(
            new ReferralsEmulatorOptions { TimeProvider = _clock, TokenLifetime = TimeSpan.FromDays(60) });
        IReferralsClient client = stage.Client;
        Referral deal = await client.CreateAsync(Deals.Draft());
        _clock.Advance(TimeSpan.FromHours(72));
        Referral won = await client.CloseAsWonAsync(deal);

        #region registering
        Referral registered = await client.RegisterDealAsync(won, new DealRegistration
        {
            Type = RegistrationType.AzureIPCoSell,
            Contract = new RegistrationContract { Value = 25_000m, Currency = "USD", Term = ContractTerm.Perpetual },
            SolutionDetails =
                [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 25_000m, Currency = "USD", IsDeployedOnAzure = true }],
        });
        Console.WriteLine(registered.RegistrationStatus); // ReviewPending
        #endregion

        Assert.Equal(RegistrationStatus.ReviewPending, registered.RegistrationStatus);
        stage.Emulator.ReviewRegistration(won.Id, RegistrationReview.ActionRequired, "Which value?");

        #region amending
        Referral reviewed = await client.GetAsync(won.Id);
        if (reviewed.RegistrationStatus == RegistrationStatus.ActionRequired)
        {
            reviewed = await client.AmendRegistrationAsync(reviewed, new RegistrationPatch().ContractValue(30_000m).SolutionValue(30_000m));
        }
        #endregion

        Assert.Equal(30_000m, reviewed.Registrations[0].Contract?.Value);
    }
}
