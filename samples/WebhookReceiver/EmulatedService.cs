using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

namespace WebhookReceiver;

/// <summary>Runs the receiver against an emulator in this process, through the story of one deal.</summary>
internal static class EmulatedService
{
    public static async Task RunAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { LoopbackCertificateAddress = true } },
            cancellationToken);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = emulator.Endpoint;
            options.WebhookRegistrationEndpoint = emulator.WebhookRegistrationEndpoint;
            options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = emulator.CreateEntraHandler() });
        });
        builder.Services.AddReferralsWebhook(options =>
        {
            // The emulator signs with its own certificate. Every check stays on, that of revocation too.
            options.Verifier.TrustedRoots = [emulator.Webhooks.RootCertificate];
            options.Verifier.CertificateHosts = [emulator.Webhooks.CertificateAddress.GetLeftPart(UriPartial.Authority)];
        });
        builder.Services.AddReferralsWebhookHandler<EventPrinter>();
        await using WebApplication app = builder.Build();
        app.MapReferralsWebhook("/webhooks/referrals");
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"An emulator in this process, at {emulator.Endpoint}");

        await Registration.RegisterAsync(
            app.Services.GetRequiredService<ReferralWebhookRegistrations>(), new Uri($"{app.Urls.First()}/webhooks/referrals"),
            cancellationToken);
        await RunStoryAsync(app.Services.GetRequiredService<IReferralsClient>(), emulator, cancellationToken);

        await emulator.Webhooks.WaitForDeliveriesAsync(cancellationToken);
        await app.StopAsync(CancellationToken.None); // Ends when all events have been handled.
    }

    private static async Task RunStoryAsync(IReferralsClient client, ReferralsEmulator emulator, CancellationToken cancellationToken)
    {
        (_, Referral connected) = await client.CreateCoSellAsync(
            SampleDeal.Draft(),
            Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."),
            cancellationToken: cancellationToken);
        emulator.AcceptAsMicrosoft(connected.Id);
    }
}
