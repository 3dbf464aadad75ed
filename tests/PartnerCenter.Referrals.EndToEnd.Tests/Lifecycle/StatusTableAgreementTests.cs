using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>
/// Compares the client's rules for upgrades, invitations and registrations with the emulator's, from every state.
/// <see cref="LifecycleTests"/> compares the status changes.
/// </summary>
public sealed class StatusTableAgreementTests : IAsyncLifetime
{
    private static readonly string[] Statuses = ["None", "New", "Active", "Closed"];
    private static readonly string[] Substatuses = ["None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired"];
    private static readonly ReferralCallOptions ServiceDecides = new() { ClientValidation = ClientValidation.None };

    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DealRegistration Registration { get; } = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        SolutionDetails = [new RegistrationSolution { Id = "SOL-000-AAA", Value = 1_000m, Currency = "USD" }],
    };

    /// <summary>Gets each method, whether the deal is visible to Microsoft's sellers, and the allowed states.</summary>
    public static TheoryData<string, Func<IReferralsClient, Referral, ReferralCallOptions?, Task>, bool, Func<string, bool>> Methods =>
        new()
    {
        { "MakePartnerLedAsync", (client, deal, options) => client.MakePartnerLedAsync(deal, options, Cancellation), false, IsOpen },
        { "MakeCoSellAsync of a private deal", (client, deal, options) => client.MakeCoSellAsync(
            deal, Deals.ToMicrosoft, options, Cancellation), false, IsOpen },
        { "MakeCoSellAsync of a visible deal", (client, deal, options) => client.MakeCoSellAsync(
            deal, Deals.ToMicrosoft, options, Cancellation), true, IsOpen },
        { "InviteAsync", (client, deal, options) => client.InviteAsync(deal, Deals.ToMicrosoft, options, Cancellation), true, IsOpen },
        { "RegisterDealAsync", (client, deal, options) => client.RegisterDealAsync(
            deal, Registration, options, Cancellation), true, state => state == "Closed/Won" },
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        _client = Deals.ClientOf(_emulator);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Methods))]
    public async Task Client_and_service_agree_on_every_transition_of_the_status_table(
        string name, Func<IReferralsClient, Referral, ReferralCallOptions?, Task> method, bool isVisible, Func<string, bool> isAllowed)
    {
        foreach (string state in Statuses.SelectMany(status => Substatuses.Select(substatus => $"{status}/{substatus}")))
        {
            Referral judged = await StandingAsync(state, isVisible);
            Referral sent = await StandingAsync(state, isVisible);

            _emulator.ClearRequests();
            Exception? here = await Record.ExceptionAsync(() => method(_client, judged, null));
            bool hasLeft = _emulator.Requests.Count > 0;
            Exception? there = await Record.ExceptionAsync(() => method(_client, sent, ServiceDecides));

            string row = $"{name} from {state}";
            Assert.Equal((row, isAllowed(state)), (row, there is null));
            Assert.Equal((row, isAllowed(state)), (row, here is null));
            // A status outside the table is sent, and the service decides.
            Assert.Equal((row, isAllowed(state) || state.StartsWith("None", StringComparison.Ordinal)), (row, hasLeft));
            Assert.Equal((row, hasLeft || isAllowed(state)), (row, here is not ReferralValidationException));
        }
    }

    [Theory]
    [InlineData("ActionRequired", true)]
    [InlineData("None", false)]
    [InlineData("ReviewPending", false)]
    [InlineData("Passed", false)]
    [InlineData("Failed", false)]
    [InlineData("Approved", false)]
    [InlineData("Closed", false)]
    public async Task Client_and_service_agree_on_the_only_state_that_can_be_amended(string status, bool isAllowed)
    {
        Referral judged = await StandingAsync("Closed/Won", isVisible: true, status);
        Referral sent = await StandingAsync("Closed/Won", isVisible: true, status);
        _emulator.ClearRequests();

        Exception? here = await Record.ExceptionAsync(() => AmendAsync(judged, null));
        bool hasLeft = _emulator.Requests.Count > 0;
        Exception? there = await Record.ExceptionAsync(() => AmendAsync(sent, ServiceDecides));

        Assert.Equal((isAllowed, isAllowed, isAllowed), (hasLeft, here is null, there is null));
        Assert.Equal(isAllowed ? 2 : 1, _emulator.Requests.Count(request => request.Method == "PATCH"));
        if (!isAllowed)
        {
            Assert.IsType<ReferralValidationException>(here);
            Assert.Equal("invalidRequest", Assert.IsType<ReferralsException>(there).ErrorCode);
        }

        Task<Referral> AmendAsync(Referral deal, ReferralCallOptions? options) =>
            _client.AmendRegistrationAsync(deal, new RegistrationPatch().ContractValue(2_000m), options, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    private static bool IsOpen(string state) => !state.StartsWith("Closed", StringComparison.Ordinal);

    private async Task<Referral> StandingAsync(string state, bool isVisible, string? registration = null)
    {
        JsonObject deal = ReferralBodies.Deal().With("status", state.Split('/')[0]).With("substatus", state.Split('/')[1])
            .With(
                "createdDateTime", "2030-01-01T00:00:00Z").With(
                    "closedDateTime", "2030-01-04T00:00:00Z").With("registrations", new JsonArray());
        deal["customerProfile"]!["team"] = ReferralBodies.Parse(
            """[ { "firstName": "A", "lastName": "B", "phoneNumber": "5550100", "email": "a@example.com" } ]""");
        deal["consent"]!["consentToShareReferralWithMicrosoftSellers"] = isVisible;
        if (registration is not null)
        {
            deal["registrationStatus"] = registration;
            deal["registrations"] = new JsonArray(new JsonObject
            {
                ["status"] = registration,
                ["contract"] = new JsonObject { ["value"] = 1_000m },
                ["solutionDetails"] = new JsonArray(),
            });
        }

        return await _client.GetAsync(_emulator.AddReferral(deal).Id(), cancellationToken: Cancellation);
    }
}
