using System.Text.Json;
using NSubstitute;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Tests the table of docs/testing.md: which members of a substitute the extension methods call.</summary>
public sealed class SubstituteTests
{
    private static readonly ReferralCallOptions ServiceDecides = new() { ClientValidation = ClientValidation.None };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Lead { get; } = TestReferrals.Lead().Deserialize<Referral>()!;

    private static Referral Deal { get; } = TestReferrals.Deal().Deserialize<Referral>()!;

    private static Referral HiddenDeal { get; } = Deal with
    {
        Type = ReferralType.Independent,
        Consent = Deal.Consent! with { ConsentToShareReferralWithMicrosoftSellers = false },
    };

    public static TheoryData<string, Func<IReferralsClient, Task>, string> Calls => new()
    {
        { "AcceptAsync", client => client.AcceptAsync(Lead, null, Cancellation), "PatchAsync" },
        { "DeclineAsync", client => client.DeclineAsync(Lead, "no", null, Cancellation), "PatchAsync" },
        { "CloseAsWonAsync", client => client.CloseAsWonAsync(Deal, null, Cancellation), "PatchAsync" },
        { "CloseAsLostAsync", client => client.CloseAsLostAsync(Deal, "no", null, Cancellation), "PatchAsync" },
        { "AdvanceAsync", client => client.AdvanceAsync(Deal, SalesStage.Develop, null, Cancellation), "PatchAsync" },
        {
            "RegisterDealAsync",
            client => client.RegisterDealAsync(Deal, new DealRegistration(), ServiceDecides, Cancellation),
            "PatchAsync"
        },
        {
            "AmendRegistrationAsync",
            client => client.AmendRegistrationAsync(Deal, new RegistrationPatch().ContractValue(1m), ServiceDecides, Cancellation),
            "PatchAsync"
        },
        { "MakePartnerLedAsync", client => client.MakePartnerLedAsync(HiddenDeal, null, Cancellation), "PatchAsync" },
        {
            "CreateCoSellAsync",
            client => client.CreateCoSellAsync(EndToEnd.Tests.Deals.CoSell, EndToEnd.Tests.Deals.ToMicrosoft, null, Cancellation),
            "CreateAsync, InviteAsync"
        },
        {
            "MakeCoSellAsync",
            client => client.MakeCoSellAsync(HiddenDeal, EndToEnd.Tests.Deals.ToMicrosoft, null, Cancellation),
            "PatchAsync, InviteAsync"
        },
        {
            "MakeCoSellAsync of a visible deal",
            client => client.MakeCoSellAsync(Deal, EndToEnd.Tests.Deals.ToMicrosoft, null, Cancellation),
            "InviteAsync"
        },
        { "GetAsync", client => client.GetAsync(Guid.NewGuid(), null, Cancellation), "GetAsync" },
        { "ListRelatedAsync", async client => await client.ListRelatedAsync(Deal, null, Cancellation).CountAsync(), "ListAsync" },
        {
            "ListChangesAsync",
            async client => await client.ListChangesAsync(
                ChangeCheckpoint.Beginning, null, Cancellation).FirstOrDefaultAsync(Cancellation),
            "ListAsync"
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Calls))]
    public async Task Each_extension_method_ends_in_the_members_that_the_page_names(
        string name, Func<IReferralsClient, Task> call, string members)
    {
        IReferralsClient client = Substitute.For<IReferralsClient>();
        client.CreateAsync(null!).ReturnsForAnyArgs(Deal);
        client.InviteAsync(null!, null!).ReturnsForAnyArgs(TestReferrals.Invitation().Deserialize<Referral>()!);
        client.PatchAsync(null!, null!).ReturnsForAnyArgs(Deal);
        client.GetAsync("").ReturnsForAnyArgs(Deal);
        client.ListAsync().ReturnsForAnyArgs(ReferralListing.FromPages(new ReferralPage([Deal])));
        client.ClearReceivedCalls();

        await call(client);

        Assert.Equal((name, members), (name, string.Join(", ", client.ReceivedCalls()
            .Select(received => received.GetMethodInfo().Name).Where(member => !member.StartsWith("get_", StringComparison.Ordinal)))));
        Assert.Contains($"`{name.Split(' ')[0]}", ReadmeText.Pages["docs/testing.md"], StringComparison.Ordinal);
    }
}
