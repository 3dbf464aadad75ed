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
