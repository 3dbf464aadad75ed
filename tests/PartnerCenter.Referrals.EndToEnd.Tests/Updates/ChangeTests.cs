using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests replace and patch against the emulator, which implements the contract independently.</summary>
public sealed class ChangeTests : IAsyncLifetime
{
    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;
    private Referral _deal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        _client = Deals.ClientOf(_emulator);
        _deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
    }

    public static TheoryData<string, ReferralPatch> Patches => new()
    {
        { "campaignId", new ReferralPatch().CampaignId("C-1") },
        { "consent.consentToShareReferralWithMicrosoftSellers", new ReferralPatch().ConsentToShareReferralWithMicrosoftSellers(true) },
        { "customerProfile.team", new ReferralPatch().CustomerProfileTeam(Deals.CoSell.CustomerProfile!.Team[0], Deals.CoSell.Team[0]) },
        { "customerProfile.team", new ReferralPatch().AddCustomerProfileTeamMember(Deals.CoSell.Team[0]) },
        { "details.closingDateTime", new ReferralPatch().ClosingDateTime(new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero)) },
        { "details.currency", new ReferralPatch().Currency("EUR") },
        { "details.dealValue", new ReferralPatch().DealValue(1.5m) },
        { "details.notes", new ReferralPatch().Notes("n") },
        { "details.requirements.solutions", new ReferralPatch().Solutions(SolutionTag.Catalogue("SOL-99999-XYZ")) },
        { "details.requirements.solutions", new ReferralPatch().AddSolution(SolutionTag.Catalogue("SOL-99999-XYZ")) },
        { "externalReferenceId", new ReferralPatch().ExternalReferenceId("CRM-1") },
        { "referralProgram", new ReferralPatch().ReferralProgram("P") },
        { "salesStage", new ReferralPatch().SalesStage(SalesStage.Develop) },
        { "substatus", new ReferralPatch().Status(ReferralStatus.Closed).Substatus(ReferralSubstatus.Lost).StatusReason("r") },
        { "statusReason", new ReferralPatch().StatusReason("r") },
        { "team", new ReferralPatch().Team(Deals.CoSell.CustomerProfile!.Team[0]) },
        { "team", new ReferralPatch().AddTeamMember(Deals.CoSell.CustomerProfile!.Team[0]) },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Patches))]
    public async Task Every_path_of_a_patch_is_accepted_by_the_service(string changed, ReferralPatch patch)
    {
        JsonObject before = _emulator.GetReferral(_deal.Id);

        Referral now = await _client.PatchAsync(_deal, patch, cancellationToken: Cancellation);

        JsonObject after = _emulator.GetReferral(_deal.Id);
        Assert.NotEqual(_deal.ETag, now.ETag);
        Assert.Equal(after["eTag"]!.GetValue<string>(), now.ETag);
        if (changed != "consent.consentToShareReferralWithMicrosoftSellers")
        {
            Assert.NotEqual(At(before)?.ToJsonString(), At(after)?.ToJsonString());
        }

        JsonNode? At(JsonNode root) => changed.Split('.').Aggregate((JsonNode?)root, (at, name) => at?[name]);
    }

    [Fact]
    public async Task A_replace_keeps_unknown_members()
    {
        JsonObject odd = _emulator.GetReferral(_deal.Id);
        odd["id"] = "00000000-0000-0000-0000-0000000000aa";
        odd["newMember"] = new JsonObject { ["kept"] = true };
        odd["details"]!["newMember"] = 7;
        odd["details"]!["requirements"]!["solutions"]![0]!["newMember"] = "kept";
        _emulator.AddReferral(odd);
        Referral read = await _client.GetAsync("00000000-0000-0000-0000-0000000000aa", cancellationToken: Cancellation);

        await _client.ReplaceAsync(read with { Name = "Renamed" }, cancellationToken: Cancellation);

        JsonObject now = _emulator.GetReferral(read.Id);
        Assert.Equal("Renamed", now["name"]!.GetValue<string>());
        Assert.Equal("""{"kept":true}""", now["newMember"]!.ToJsonString());
        Assert.Equal(7, now["details"]!["newMember"]!.GetValue<int>());
        Assert.Equal("kept", now["details"]!["requirements"]!["solutions"]![0]!["newMember"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_concurrent_change_is_never_overwritten()
    {
        Referral theirs = await _client.PatchUnconditionallyAsync(
            _deal.Id, new ReferralPatch().Notes("theirs"), cancellationToken: Cancellation);

        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _client.ReplaceAsync(_deal with { Name = "ours" }, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _client.PatchAsync(_deal, new ReferralPatch().Notes("ours"), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _client.PatchAsync(_deal.Id, _deal.ETag, new ReferralPatch().Notes("ours"), cancellationToken: Cancellation));

        Assert.Equal("theirs", _emulator.GetReferral(_deal.Id)["details"]!["notes"]!.GetValue<string>());
        Assert.Equal("ours", (await _client.ReplaceAsync(theirs with { Name = "ours" }, cancellationToken: Cancellation)).Name);
    }

    [Fact]
    public async Task A_change_with_a_lost_response_is_recognised_in_the_stored_referral()
    {
        LosingOnce losing = new(new SocketsHttpHandler());
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = _emulator.Endpoint,
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(), DateTimeOffset.MaxValue))),
                RetryDelay = TimeSpan.Zero,
            },
            losing);

        Referral patched = await client.PatchAsync(
            _deal,
            new ReferralPatch().DealValue(7).AddTeamMember(Deals.CoSell.CustomerProfile!.Team[0]),
            cancellationToken: Cancellation);
        losing.Arm();
        Referral replaced = await client.ReplaceAsync(patched with { Name = "Renamed" }, cancellationToken: Cancellation);

        Assert.Equal(2, patched.Team.Count);
        Assert.Equal("Renamed", replaced.Name);
        Assert.Equal(2, _emulator.GetReferral(_deal.Id)["team"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_forbidden_transition_comes_back_with_its_target()
    {
        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => _client.PatchAsync(
                _deal,
                new ReferralPatch().Status(ReferralStatus.New).Substatus(ReferralSubstatus.Pending),
                cancellationToken: Cancellation));

        Assert.Equal("invalidRequest", refusal.ErrorCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    /// <summary>Passes the first request on and loses its response.</summary>
    private sealed class LosingOnce(HttpMessageHandler network) : DelegatingHandler(network)
    {
        private bool _armed = true;

        public void Arm() => _armed = true;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (!_armed)
            {
                return response;
            }

            _armed = false;
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
