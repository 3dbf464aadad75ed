using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests deal registration against the emulator, which implements wire contract 1.7 independently.</summary>
public sealed class DealRegistrationTests : IAsyncLifetime
{
    private static readonly ReferralCallOptions ServiceDecides = new() { ClientValidation = ClientValidation.None };

    private static readonly DealRegistration Registration = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        Contract = new RegistrationContract { Value = 25_000m, Currency = "USD", Term = ContractTerm.Finite },
        SolutionDetails = [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 25_000m, Currency = "USD", IsDeployedOnAzure = true }],
    };

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly LossyNetworkHandler _network = new();

    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets changes to an eligible deal's stored record, and whether the changed deal is eligible.</summary>
    public static TheoryData<Action<JsonObject>, bool> Eligibility => new()
    {
        { _ => { }, true },
        { deal => deal["type"] = "Independent", true },
        { deal => (deal["status"], deal["substatus"]) = ("Active", "Accepted"), false },
        { deal => deal["substatus"] = "Lost", false },
        { deal => deal["substatus"] = "Declined", false },
        { deal => deal["substatus"] = "Expired", false },
        { deal => Hide(deal), false },
        { deal => (deal["type"], deal["qualification"]) = ("Independent", "Direct"), false },
        { deal => (deal["type"], deal["inviteContext"]!["invitedBy"]!["organizationId"]) = ("Independent", "msft"), false },
        { deal => deal["closedDateTime"] = "2030-01-03T23:59:59Z", false },
        { deal => deal["details"]!["requirements"]!["solutions"] = new JsonArray(), false },
        { deal => deal["registrations"] = new JsonArray(new JsonObject { ["status"] = "Approved" }), false },
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = _clock, TokenLifetime = TimeSpan.FromDays(60) }, Cancellation);
        _client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = _emulator.Endpoint,
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(), DateTimeOffset.MaxValue))),
                RetryDelay = TimeSpan.Zero,
            },
            _network);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Eligibility))]
    public async Task Client_and_service_agree_on_what_can_be_registered(Action<JsonObject> change, bool isEligible)
    {
        Referral judged = await StoredAsync(change);
        Referral sent = await StoredAsync(change);
        _emulator.ClearRequests();

        Exception? here = await Record.ExceptionAsync(
            () => _client.RegisterDealAsync(judged, Registration, cancellationToken: Cancellation));
        bool hasLeft = _emulator.Requests.Count > 0;
        Exception? there = await Record.ExceptionAsync(() => _client.RegisterDealAsync(sent, Registration, ServiceDecides, Cancellation));

        Assert.Equal((isEligible, isEligible), (hasLeft, here is null));
        if (isEligible)
        {
            Assert.Null(there);
        }
        else
        {
            Assert.Single(Assert.IsType<ReferralValidationException>(here).Violations);
            Assert.Equal("invalidRequest", Assert.IsType<ReferralsException>(there).ErrorCode);
        }
    }

    [Fact]
    public async Task A_deal_is_won_registered_returned_amended_and_approved()
    {
        Referral won = await WonAsync();

        Referral registered = await _client.RegisterDealAsync(won, Registration, cancellationToken: Cancellation);
        await Assert.ThrowsAsync<ReferralValidationException>(() => AmendAsync(registered));
        _emulator.ReviewRegistration(won.Id, RegistrationReview.ActionRequired, "Which contract?");
        Referral amended = await AmendAsync(await _client.GetAsync(won.Id, cancellationToken: Cancellation));
        _emulator.ReviewRegistration(won.Id, RegistrationReview.Approved);
        Referral approved = await _client.GetAsync(won.Id, cancellationToken: Cancellation);

        Assert.Equal(RegistrationStatus.ReviewPending, registered.RegistrationStatus);
        Assert.Equal(
            (30_000m, ContractTerm.Perpetual), (amended.Registrations[0].Contract?.Value, amended.Registrations[0].Contract?.Term));
        Assert.Equal(DeploymentOwner.Partner, amended.Registrations[0].SolutionDetails[0].PrimaryDeploymentOn);
        Assert.NotNull(approved.Registrations[0].StatusHistory?.ApprovedDateTime);
        await Assert.ThrowsAsync<ReferralValidationException>(() => AmendAsync(approved));
        await Assert.ThrowsAsync<ReferralValidationException>(
            () => _client.RegisterDealAsync(approved, Registration, cancellationToken: Cancellation));

        Task<Referral> AmendAsync(Referral deal) => _client.AmendRegistrationAsync(
            deal,
            new RegistrationPatch().ContractValue(30_000m).ContractTerm(ContractTerm.Perpetual).PrimaryDeploymentOn(DeploymentOwner.Partner)
                .IsMarketplaceTransacted(false),
            cancellationToken: Cancellation);
    }

    [Fact]
    public async Task All_twelve_amendments_are_stored_in_their_members()
    {
        Referral won = await WonAsync();
        await _client.RegisterDealAsync(won, Registration, cancellationToken: Cancellation);
        _emulator.ReviewRegistration(won.Id, RegistrationReview.ActionRequired);

        await _client.AmendRegistrationAsync(
            await _client.GetAsync(won.Id, cancellationToken: Cancellation),
            new RegistrationPatch()
                .ContractStartDateTime(
                    Day(1)).ContractEndDateTime(
                        Day(2)).ContractSignDateTime(Day(3)).ContractTerm(ContractTerm.Perpetual).ContractValue(1.5m)
                .SolutionValue(2m).SolutionCurrency("EUR").IsDeployedOnAzure(false).PrimaryDeploymentOn(
                    DeploymentOwner.Partner).PricingModel(PricingModel.Other)
                .IsMarketplaceTransacted(true).MarketplaceTransactionDateTime(Day(4)),
            cancellationToken: Cancellation);

        DealRegistration stored = (await _client.GetAsync(won.Id, cancellationToken: Cancellation)).Registrations[0];
        Assert.Equal(
            new RegistrationContract
            {
                StartDateTime = Day(1),
                EndDateTime = Day(2),
                SignDateTime = Day(3),
                Term = ContractTerm.Perpetual,
                Value = 1.5m,
                Currency = "USD",
            },
            stored.Contract);
        RegistrationSolution solution = Assert.Single(stored.SolutionDetails);
        Assert.Equal(
            (2m, false, DeploymentOwner.Partner, PricingModel.Other),
            (solution.Value, solution.IsDeployedOnAzure, solution.PrimaryDeploymentOn, solution.PricingModel));
        Assert.Equal(
            (true, Day(4)), (solution.MarketplaceTransactionDetails?.IsMarketplaceTransacted,
                solution.MarketplaceTransactionDetails?.MarketplaceTransactionDateTime));

        static DateTimeOffset Day(int day) => new(2031, 1, day, 0, 0, 0, TimeSpan.Zero);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Microsofts_answer_is_on_its_own_record_and_checked_by_the_service(bool isAccepted)
    {
        Referral deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        Referral connected = await _client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);
        if (isAccepted)
        {
            _emulator.AcceptAsMicrosoft(connected.Id);
        }

        _clock.Advance(TimeSpan.FromHours(72));
        Referral won = await _client.CloseAsWonAsync(deal, cancellationToken: Cancellation);

        Exception? failure = await Record.ExceptionAsync(
            () => _client.RegisterDealAsync(won, Registration, cancellationToken: Cancellation));

        Assert.Equal(isAccepted ? null : "invalidRequest", (failure as ReferralsException)?.ErrorCode);
        Assert.Equal(isAccepted ? 1 : 0, _emulator.GetReferral(deal.Id)["registrations"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_registration_with_a_lost_response_is_found_and_made_once()
    {
        Referral won = await WonAsync();
        _network.Lose(1);

        Referral registered = await _client.RegisterDealAsync(won, Registration, cancellationToken: Cancellation);

        Assert.Equal(RegistrationStatus.ReviewPending, Assert.Single(registered.Registrations).Status);
        Assert.Single(_emulator.GetReferral(won.Id)["registrations"]!.AsArray());
    }

    [Fact]
    public async Task Continuously_lost_responses_leave_one_registration_and_an_unknown_outcome()
    {
        Referral won = await WonAsync();
        _network.Lose(int.MaxValue);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _client.RegisterDealAsync(won, Registration, cancellationToken: Cancellation));

        Assert.Single(_emulator.GetReferral(won.Id)["registrations"]!.AsArray());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _network.Dispose();
        await _emulator.DisposeAsync();
    }

    private static void Hide(JsonObject deal)
    {
        deal["type"] = "Independent";
        deal["consent"]!["consentToShareReferralWithMicrosoftSellers"] = false;
    }

    private async Task<Referral> WonAsync()
    {
        Referral deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        _clock.Advance(TimeSpan.FromHours(72));
        return await _client.CloseAsWonAsync(deal, cancellationToken: Cancellation);
    }

    private async Task<Referral> StoredAsync(Action<JsonObject> change)
    {
        JsonObject deal = ReferralBodies.Deal();
        (deal["type"], deal["status"], deal["substatus"]) = ("Shared", "Closed", "Won");
        (deal["createdDateTime"], deal["closedDateTime"]) = ("2030-01-01T00:00:00Z", "2030-01-04T00:00:00Z");
        deal["consent"]!["consentToShareReferralWithMicrosoftSellers"] = true;
        deal["inviteContext"] = ReferralBodies.Parse("""{ "invitedBy": { "organizationId": "51b0c7d2-0000-4000-8000-00000000000a" } }""");
        deal["registrations"] = new JsonArray();
        change(deal);
        return await _client.GetAsync(_emulator.AddReferral(deal).Id(), cancellationToken: Cancellation);
    }

    /// <summary>Passes every request on, and loses the responses to the given number of patches.</summary>
    private sealed class LossyNetworkHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private int _left;

        public void Lose(int answers) => _left = answers;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Patch || _left == 0)
            {
                return response;
            }

            _left--;
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
