using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PartnerCenter.Referrals.Emulator;
using RichardSzalay.MockHttp;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class TestingSnippets
{
    [Fact]
    public async Task The_emulator_shows_what_was_sent_and_what_is_stored()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        ReferralsEmulator emulator = stage.Emulator;

        #region emulator-test
        Referral deal = await client.CreateAsync(Deals.Draft());

        RecordedRequest sent = emulator.Requests.Single(request => request.Method == "POST" && !request.IsTokenRequest);
        Assert.Equal(201, sent.StatusCode);
        Assert.DoesNotContain("null", sent.Body, StringComparison.Ordinal); // a create omits nulls
        Assert.Equal("Fabrikam data platform", (string?)emulator.GetReferral(deal.Id)["name"]);
        #endregion
    }

    [Fact]
    public async Task A_lead_is_added_and_answered()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        ReferralsEmulator emulator = stage.Emulator;

        #region add-lead
        JsonObject stored = emulator.AddLead(lead => lead["name"] = "Data platform for Fabrikam");

        Referral lead = await client.GetAsync((string)stored["id"]!);
        await client.AcceptAsync(lead);

        Assert.Equal("Active", (string?)emulator.GetReferral(lead.Id)["status"]);
        #endregion
    }

    [Fact]
    public async Task A_referral_of_the_builder_is_a_record_of_the_client()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();

        #region test-referrals
        Referral deal = TestReferrals.Deal().Deserialize<Referral>()!; // with: using System.Text.Json;
        Referral won = deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Won };
        #endregion

        Assert.Equal((ReferralKind.CoSellDeal, 25_000m), (won.Kind, deal.Details!.DealValue));
        Assert.Empty(deal.UnreadableMembers);

        // The record is the one that a client reads, ids, ETag and dates included.
        JsonObject[] all = [TestReferrals.Lead(), TestReferrals.Deal(), TestReferrals.Invitation()];
        foreach (JsonObject one in all)
        {
            stage.Emulator.AddReferral(one);
            Referral read = await stage.Client.GetAsync((string)one["id"]!);
            Assert.Equal(read, one.Deserialize<Referral>());
        }
    }

    [Fact]
    public async Task One_clock_moves_both_sides()
    {
        #region one-clock
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow); // of Microsoft.Extensions.TimeProvider.Testing
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });
        using HttpMessageHandler entra = emulator.CreateEntraHandler();
        using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
        {
            Endpoint = emulator.Endpoint,
            TimeProvider = clock,
            Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId,
                emulator.ClientId,
                emulator.ClientSecret,
                emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = entra }),
        });
        Referral deal = await client.CreateAsync(Deals.Draft());
        Referral invitation = await client.InviteAsync(deal, Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther, "Please help."));

        clock.Advance(TimeSpan.FromDays(15));

        Referral expired = await client.GetAsync(invitation.Id); // with a new access token
        Assert.Equal(ReferralSubstatus.Expired, expired.Substatus);
        #endregion
    }

    [Fact]
    public async Task The_HTTP_handler_is_mocked()
    {
        #region mocked-handler
        using MockHttpMessageHandler http = new();
        http.When(HttpMethod.Get, "https://api.partner.microsoft.com/v1.0/engagements/referrals/*")
            .Respond("application/json", """{ "id": "00000000-0000-0000-0000-000000000001", "status": "New", "substatus": "Pending" }""");

        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromTokenProvider((_, _) =>
                ValueTask.FromResult(new ReferralsAccessToken("invented", DateTimeOffset.UtcNow.AddHours(1)))),
            RetryDelay = TimeSpan.Zero,
        };
        using ReferralsClient client = ReferralsClient.Create(options, http);

        Referral lead = await client.GetAsync("00000000-0000-0000-0000-000000000001");
        Assert.Equal(ReferralStatus.New, lead.Status);
        #endregion
    }

    [Fact]
    public async Task The_service_refuses_with_words_of_the_test()
    {
        #region mocked-refusal
        using MockHttpMessageHandler http = new();
        http.When(HttpMethod.Post, "https://api.partner.microsoft.com/v1.0/engagements/referrals")
            .Respond(HttpStatusCode.BadRequest, "application/json", """
                { "error": { "code": "invalidRequest", "message": "The solution is not known.", "target": "details/requirements" } }
                """);
        using ReferralsClient client = ReferralsClient.Create(Options(), http); // as above

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => client.CreateAsync(Deals.Draft()));

        Assert.Equal("The solution is not known.", refusal.GetServiceMessage());
        #endregion

        static ReferralsClientOptions Options() => new()
        {
            Credential = ReferralsCredential.FromTokenProvider((_, _) =>
                ValueTask.FromResult(new ReferralsAccessToken("invented", DateTimeOffset.UtcNow.AddHours(1)))),
        };
    }

    [Fact]
    public async Task The_client_is_replaced()
    {
        #region substitute
        IReferralsClient client = Substitute.For<IReferralsClient>();
        client.ListAsync().ReturnsForAnyArgs(ReferralListing.FromPages(
            new ReferralPage([new Referral { Name = "one" }, new Referral { Name = "two" }]),
            new ReferralPage([new Referral { Name = "three" }])));
        client.GetAsync("").ThrowsAsyncForAnyArgs(new ReferralNotFoundException("There is none."));

        Assert.Equal(3, await new DealCounter(client).CountAsync()); // DealCounter is your code
        #endregion

        await Assert.ThrowsAsync<ReferralNotFoundException>(() => client.GetAsync("any"));
    }

    [Fact]
    public async Task An_extension_ends_in_a_member_that_a_substitute_has()
    {
        #region substitute-lifecycle
        IReferralsClient client = Substitute.For<IReferralsClient>();
        Referral lead = TestReferrals.Lead().Deserialize<Referral>()!;
        Referral accepted = lead with { Status = ReferralStatus.Active, Substatus = ReferralSubstatus.Accepted };
        client.PatchAsync(lead, Arg.Any<ReferralPatch>()).Returns(accepted);

        await new LeadDesk(client).TakeAsync(lead); // LeadDesk is your code, and calls AcceptAsync

        await client.Received(1).PatchAsync(
            lead, Arg.Is<ReferralPatch>(patch => patch.Operations[0].Path == "/status" && patch.Operations[1].Path == "/substatus"));
        #endregion

        await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.AcceptAsync(lead with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Lost }));
    }

    public sealed class LeadDesk(IReferralsClient client)
    {
        public Task<Referral> TakeAsync(Referral lead) => client.AcceptAsync(lead);
    }

    public sealed class DealCounter(IReferralsClient client)
    {
        public async Task<int> CountAsync()
        {
            int count = 0;
            await foreach (Referral _ in client.ListAsync())
            {
                count++;
            }

            return count;
        }
    }
}
