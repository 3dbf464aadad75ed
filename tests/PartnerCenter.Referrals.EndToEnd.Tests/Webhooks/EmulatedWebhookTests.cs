using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests registration, delivery and receipt together: the emulator sends, and the client and the receiver do the rest.</summary>
public sealed class EmulatedWebhookTests : IAsyncLifetime
{
    private static readonly ReferralWebhookEventName[] AllEvents =
    [
        ReferralWebhookEventName.ReferralCreated, ReferralWebhookEventName.ReferralUpdated, ReferralWebhookEventName.RelatedReferralCreated,
        ReferralWebhookEventName.RelatedReferralUpdated, ReferralWebhookEventName.TestCreated,
    ];

    private ReferralsEmulator _emulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulator = await ReferralsEmulator.StartAsync(
        new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { LoopbackCertificateAddress = true } }, Cancellation);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_registered_receiver_gets_every_change_with_every_check_on()
    {
        RecordingHandler handler = new();
        await using WebApplication app = await StartAsync(handler);
        ReferralWebhookTestResult test = await RegisterAsync(app);

        IReferralsClient client = app.Services.GetRequiredService<IReferralsClient>();
        Referral deal = await client.CreateAsync(Deal.CoSell(Terms.Whole), cancellationToken: Cancellation);
        await client.PatchAsync(deal, new ReferralPatch().Notes("planted"), cancellationToken: Cancellation);
        await _emulator.Webhooks.WaitForDeliveriesAsync(Cancellation);
        await app.StopAsync(Cancellation);

        Assert.Equal("OK", Assert.Single(test.Results).ResponseCode);
        Assert.Equal(
            [("test-created", null), ("referral-created", deal.Id), ("referral-updated", deal.Id)],
            handler.Events.Select(one => (one.Name.Value, one.ReferralId)).OrderBy(one => one.Value switch
            {
                "test-created" => 0,
                "referral-created" => 1,
                _ => 2,
            }));
    }

    [Fact]
    public async Task A_handler_reads_the_referral_of_its_event()
    {
        TaskCompletionSource<Referral> read = new();
        RecordingHandler handler = new(async (context, cancellation) =>
        {
            if (!context.Event.IsTest)
            {
                read.SetResult(await context.GetReferralAsync(cancellation));
            }
        });
        await using WebApplication app = await StartAsync(handler);
        await RegisterAsync(app);

        Referral deal = await app.Services.GetRequiredService<IReferralsClient>().CreateAsync(
            Deal.CoSell(Terms.Whole), cancellationToken: Cancellation);

        Assert.Equal(deal.Id, (await read.Task.WaitAsync(Cancellation)).Id);
    }

    [Fact]
    public async Task What_a_stopped_handler_left_unanswered_is_delivered_on_later_tries()
    {
        const int deals = 20;
        TaskCompletionSource open = new();
        RecordingHandler handler = new((_, _) => open.Task);
        await using WebApplication app = await StartAsync(
            handler, options => (options.QueueCapacity, options.MaxConcurrentEvents) = (2, 1));
        _emulator.Webhooks.Register(Url(app), "referral-created");
        IReferralsClient client = app.Services.GetRequiredService<IReferralsClient>();
        for (int i = 0; i < deals; i++)
        {
            await client.CreateAsync(Deal.CoSell(Terms.Whole), cancellationToken: Cancellation);
        }

        await _emulator.Webhooks.WaitForDeliveriesAsync(Cancellation);
        Assert.Contains(_emulator.Webhooks.Deliveries, one => one.State == WebhookDeliveryState.Parked);
        Assert.Contains(
            _emulator.Webhooks.Deliveries.SelectMany(one => one.Attempts), attempt => attempt.StatusCode == 503);

        open.SetResult();
        while (_emulator.Webhooks.RedeliverParked() > 0)
        {
            await _emulator.Webhooks.WaitForDeliveriesAsync(Cancellation);
        }

        await app.StopAsync(Cancellation);
        Assert.Equal(deals, handler.Events.Select(one => one.ReferralId).Distinct().Count());
        Assert.Equal(deals, handler.Events.Count);
    }

    [Theory]
    [InlineData(WebhookFault.TamperedBody, 401)]
    [InlineData(WebhookFault.WrongKey, 401)]
    [InlineData(WebhookFault.ExpiredCertificate, 401)]
    [InlineData(WebhookFault.UntrustedRoot, 401)]
    [InlineData(WebhookFault.WrongCertificateHost, 401)]
    [InlineData(WebhookFault.Duplicate, 200)]
    public async Task A_fault_of_the_emulator_is_answered_and_never_handled_twice(WebhookFault fault, int status)
    {
        RecordingHandler handler = new();
        await using WebApplication app = await StartAsync(handler);
        _emulator.Webhooks.Register(Url(app), "referral-created");
        _emulator.Webhooks.PlanFault(fault);

        await app.Services.GetRequiredService<IReferralsClient>().CreateAsync(Deal.CoSell(Terms.Whole), cancellationToken: Cancellation);
        await _emulator.Webhooks.WaitForDeliveriesAsync(Cancellation);
        await app.StopAsync(Cancellation);

        Assert.Equal(status, _emulator.Webhooks.Deliveries[0].Attempts[0].StatusCode);
        Assert.Single(handler.Events);
    }

    [Fact]
    public async Task One_credential_never_sends_the_token_of_one_audience_to_the_other()
    {
        RecordingHandler handler = new();
        await using WebApplication app = await StartAsync(handler);
        IReferralsClient client = app.Services.GetRequiredService<IReferralsClient>();
        ReferralWebhookRegistrations registrations = app.Services.GetRequiredService<ReferralWebhookRegistrations>();

        // The emulator rotates the refresh token with each request, and refuses a token of the other audience.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number % 2 == 0
            ? client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask()
            : (Task)registrations.GetAsync(cancellationToken: Cancellation)));

        string[] tokens =
        [
            .. _emulator.Requests.Where(one => one.Kind is RecordedRequestKind.Referrals or RecordedRequestKind.Webhooks)
                .Select(one => $"{one.Kind} {one.Headers["Authorization"]}").Distinct(),
        ];
        Assert.Equal(2, tokens.Length);
        Assert.NotEqual(tokens[0].Split(' ')[^1], tokens[1].Split(' ')[^1]);
    }

    private static Uri Url(WebApplication app) => new($"{app.Urls.Single()}/webhooks/referrals");

    private static async Task<ReferralWebhookTestResult> RegisterAsync(WebApplication app)
    {
        ReferralWebhookRegistrations registrations = app.Services.GetRequiredService<ReferralWebhookRegistrations>();
        await registrations.RegisterAsync(
            new ReferralWebhookRegistration { WebhookUrl = Url(app), WebhookEvents = AllEvents }, cancellationToken: Cancellation);
        string id = await registrations.SendTestEventAsync(cancellationToken: Cancellation);
        return await registrations.WaitForTestResultAsync(id, cancellationToken: Cancellation);
    }

    private async Task<WebApplication> StartAsync(RecordingHandler handler, Action<ReferralsWebhookOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = _emulator.Endpoint;
            options.WebhookRegistrationEndpoint = _emulator.WebhookRegistrationEndpoint;
            options.Credential = ReferralsCredential.FromRefreshToken(
                _emulator.TenantId, _emulator.ClientId, _emulator.ClientSecret, _emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = _emulator.CreateEntraHandler() });
        });
        builder.Services.AddReferralsWebhook(options =>
        {
            options.Verifier.TrustedRoots = [_emulator.Webhooks.RootCertificate];
            options.Verifier.CertificateHosts = [_emulator.Webhooks.CertificateAddress.GetLeftPart(UriPartial.Authority)];
            configure?.Invoke(options);
        });
        builder.Services.AddSingleton<IReferralWebhookHandler>(handler);
        WebApplication app = builder.Build();
        app.MapReferralsWebhook("/webhooks/referrals");
        await app.StartAsync(Cancellation);
        return app;
    }
}
