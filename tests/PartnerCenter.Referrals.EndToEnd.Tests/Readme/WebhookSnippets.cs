using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class WebhookSnippets
{
    public interface ICrm
    {
        Task SaveAsync(Referral referral, CancellationToken cancellationToken);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_is_registered_and_gets_the_test_event()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { DeliveryHandler = new RefusingHandler() } },
            Cancellation);
        await using WebApplication app = Build(emulator);

        #region register webhook
        ReferralWebhookRegistrations registrations = app.Services.GetRequiredService<ReferralWebhookRegistrations>();
        await registrations.RegisterAsync(new ReferralWebhookRegistration
        {
            WebhookUrl = new Uri("https://contoso.com/webhooks/referrals"),
            WebhookEvents =
            [
                ReferralWebhookEventName.ReferralCreated, ReferralWebhookEventName.ReferralUpdated,
                ReferralWebhookEventName.RelatedReferralCreated, ReferralWebhookEventName.RelatedReferralUpdated,
                ReferralWebhookEventName.TestCreated,
            ],
        });
        string test = await registrations.SendTestEventAsync();
        ReferralWebhookTestResult result = await registrations.WaitForTestResultAsync(test);
        #endregion

        Assert.Equal(new Uri("https://contoso.com/webhooks/referrals"), emulator.Webhooks.Registration!.WebhookUrl);
        Assert.NotEmpty(result.Results);
    }

    [Fact]
    public async Task A_handler_saves_what_it_reads_and_passes_over_test_events()
    {
        SavingCrm crm = new();
        CrmUpdater handler = new(crm);
        ReferralWebhookEvent changed = new()
        {
            Name = ReferralWebhookEventName.ReferralUpdated,
            ReferralId = "00000000-0000-4000-8000-000000000001",
            ResourceName = "referral",
            ChangedDateTime = DateTimeOffset.UnixEpoch,
        };

        foreach (ReferralWebhookEvent one in (ReferralWebhookEvent[])
            [changed, changed with { Name = ReferralWebhookEventName.TestCreated, ReferralId = null }])
        {
            await handler.HandleAsync(
                new ReferralWebhookContext(one, (id, _) => Task.FromResult(new Referral { Id = id })), Cancellation);
        }

        Assert.Equal(changed.ReferralId, Assert.Single(crm.Saved).Id);
    }

    [Fact]
    public async Task A_host_without_ASP_NET_Core_answers_as_the_exception_says()
    {
        using WebhookSigner signer = new(DateTimeOffset.UtcNow);
        using CertificateHost host = new(signer.Der);
        using ReferralWebhookVerifier verifier = ReferralWebhookVerifier.Create(
            new ReferralWebhookVerifierOptions { CheckRevocation = false, TrustedRoots = [signer.Root] }, host);
        ReferralEvents function = new(verifier);
        byte[] body = ReceiverApp.Event();
        using HttpRequestMessage request = new();
        foreach ((string name, IEnumerable<string> values) in signer.Headers(body))
        {
            request.Headers.TryAddWithoutValidation(name, values);
        }

        Assert.Equal(HttpStatusCode.OK, await function.ReceiveAsync(body, request.Headers, Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, await function.ReceiveAsync(body.AsMemory(1), request.Headers, Cancellation));
        Assert.Single(function.Queued);
    }

    // Builds the receiver as a program does, with the emulator's settings. It is not started: Run would wait for its end.
    private static WebApplication Build(ReferralsEmulator emulator)
    {
        string[] args =
        [
            $"--PartnerCenter:Endpoint={emulator.Endpoint}",
            $"--PartnerCenter:WebhookRegistrationEndpoint={emulator.WebhookRegistrationEndpoint}",
            $"--PartnerCenter:AuthorityHost={emulator.Endpoint.GetLeftPart(UriPartial.Authority)}",
            $"--PartnerCenter:TenantId={emulator.TenantId}",
            $"--PartnerCenter:ClientId={emulator.ClientId}",
            $"--PartnerCenter:ClientSecret={emulator.ClientSecret}",
            $"--PartnerCenter:RefreshToken={emulator.RefreshToken}",
        ];
        Action<WebApplicationBuilder> configure = builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ICrm, SavingCrm>();
        };
        return WebhookProgram.Build(args, configure);
    }

    private sealed class SavingCrm : ICrm
    {
        public List<Referral> Saved { get; } = [];

        public Task SaveAsync(Referral referral, CancellationToken cancellationToken)
        {
            Saved.Add(referral);
            return Task.CompletedTask;
        }
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
    }

    #region webhook handler
    public sealed class CrmUpdater(ICrm crm) : IReferralWebhookHandler
    {
        public async Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default)
        {
            if (context.Event.IsTest || context.Event.ReferralId is null)
            {
                return;
            }

            Referral referral = await context.GetReferralAsync(cancellationToken);
            await crm.SaveAsync(referral, cancellationToken);
        }
    }
    #endregion

    private sealed class ReferralEvents(ReferralWebhookVerifier verifier)
    {
        public List<ReferralWebhookEvent> Queued { get; } = [];

        #region webhook function
        public async Task<HttpStatusCode> ReceiveAsync(
            ReadOnlyMemory<byte> body, HttpHeaders headers, CancellationToken cancellationToken)
        {
            try
            {
                ReferralWebhookEvent verified = await verifier.VerifyAsync(body, headers, cancellationToken);
                await QueueAsync(verified);
                return HttpStatusCode.OK;
            }
            catch (ReferralWebhookException refusal)
            {
                return refusal.ResponseStatusCode;
            }
        }
        #endregion

        private Task QueueAsync(ReferralWebhookEvent verified)
        {
            Queued.Add(verified);
            return Task.CompletedTask;
        }
    }

    private static class WebhookProgram
    {
        public static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure)
        {
            #region receive webhooks
            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"));
            builder.Services.AddReferralsWebhook(builder.Configuration.GetSection("Webhooks"));
            builder.Services.AddReferralsWebhookHandler<CrmUpdater>();
            #endregion

            configure(builder);
            #region map webhook
            WebApplication app = builder.Build();
            app.MapReferralsWebhook("/webhooks/referrals");
            #endregion

            return app;
        }
    }
}
