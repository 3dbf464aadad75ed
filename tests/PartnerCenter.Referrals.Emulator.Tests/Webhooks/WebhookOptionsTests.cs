using System.Net;
using System.Text.Json.Nodes;
using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests where the emulator delivers to, and how much it keeps.</summary>
public sealed class WebhookOptionsTests
{
    [Fact]
    public async Task The_latest_ten_thousand_deliveries_are_kept()
    {
        // The first delivery never ends, so the others are not signed, which would take ten seconds.
        using var handler = new CountingHandler { Response = new TaskCompletionSource<HttpResponseMessage>().Task };
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            Webhooks = new EmulatedWebhookOptions { DeliveryHandler = handler },
        });
        client.Emulator.Webhooks.Register(new Uri("https://contoso.example.com/hooks"));

        for (int number = 0; number <= 10_000; number++)
        {
            client.Emulator.AddReferral(new JsonObject { ["id"] = $"{number}" });
        }

        Assert.Equal(10_000, client.Emulator.Webhooks.Deliveries.Count);
        Assert.Equal("1", client.Emulator.Webhooks.Deliveries[0].ReferralId);
    }

    [Fact]
    public async Task A_handler_of_the_options_gets_deliveries_to_any_host_and_is_not_disposed()
    {
        using var handler = new CountingHandler();
        await using (RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            Webhooks = new EmulatedWebhookOptions { DeliveryHandler = handler },
        }))
        {
            string body = """{ "WebhookUrl": "https://contoso.example.com/hooks", "WebhookEvents": [ "referral-created" ] }""";
            Assert.Equal(200, (await CallAsync(client, HttpMethod.Post, body: body)).Status);

            client.Emulator.AddLead();
            await client.Emulator.Webhooks.WaitForDeliveriesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, new Uri("https://contoso.example.com/hooks")), (handler.Count, handler.Address));
        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task A_handler_that_throws_is_a_failed_try()
    {
        using var handler = new CountingHandler { Failures = 1 };
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions
        {
            Webhooks = new EmulatedWebhookOptions { DeliveryHandler = handler, RetryDelays = [TimeSpan.Zero] },
        });
        client.Emulator.Webhooks.Register(new Uri("https://contoso.example.com/hooks"));

        client.Emulator.AddLead();
        await client.Emulator.Webhooks.WaitForDeliveriesAsync(TestContext.Current.CancellationToken);

        IReadOnlyList<WebhookAttempt> attempts = client.Emulator.Webhooks.Deliveries[0].Attempts;
        Assert.Equal("InvalidOperationException: The receiver has a defect.", attempts[0].Error);
        Assert.Equal(200, attempts[1].StatusCode);
    }

    [Fact]
    public async Task Other_hosts_and_options_out_of_range_are_refused()
    {
        await using RawClient client = await RawClient.StartAsync();
        EmulatedWebhooks webhooks = client.Emulator.Webhooks;

        Assert.Throws<ArgumentException>(() => webhooks.Register(new Uri("https://contoso.example.com/")));
        Assert.Throws<ArgumentException>(() => webhooks.Register(new Uri("/hooks", UriKind.Relative)));
        Assert.Throws<ArgumentException>(() => webhooks.Register(new Uri("http://127.0.0.1/"), " "));
        foreach (EmulatedWebhookOptions options in (EmulatedWebhookOptions[])
        [
            new() { RetryDelays = [] },
            new() { RetryDelays = [TimeSpan.FromTicks(-1)] },
            new() { DeliveryTimeout = TimeSpan.Zero },
            new() { DeliveryTimeout = TimeSpan.FromDays(2) },
        ])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => ReferralsEmulator.StartAsync(
                new ReferralsEmulatorOptions { Webhooks = options }, TestContext.Current.CancellationToken));
        }
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Count { get; private set; }

        public Uri? Address { get; private set; }

        public int Failures { get; init; }

        public Task<HttpResponseMessage> Response { get; init; } = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            Address = request.RequestUri;
            return Count <= Failures ? throw new InvalidOperationException("The receiver has a defect.") : Response;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
