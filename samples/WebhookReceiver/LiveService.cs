using PartnerCenter.Referrals;

namespace WebhookReceiver;

/// <summary>Runs the receiver for the live service until Ctrl+C or a signal ends it.</summary>
internal static class LiveService
{
    public static async Task RunAsync(WebApplicationBuilder builder, IConfigurationSection settings, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(builder.Configuration["PublicUrl"], UriKind.Absolute, out Uri? url))
        {
            throw new ArgumentException(
                "PublicUrl is missing. Set it to the address at which Partner Center reaches this program, such as "
                + "https://contoso.com/webhooks/referrals.");
        }

        builder.Services.AddPartnerCenterReferrals(settings);
        builder.Services.AddReferralsWebhook(builder.Configuration.GetSection("Webhooks"));
        builder.Services.AddReferralsWebhookHandler<EventPrinter>();
        await using WebApplication app = builder.Build();
        app.MapReferralsWebhook("/webhooks/referrals");
        await app.StartAsync(cancellationToken);
        try
        {
            await Registration.RegisterAsync(app.Services.GetRequiredService<ReferralWebhookRegistrations>(), url, cancellationToken);
            Console.WriteLine("Press Ctrl+C to end. The registration stays.");
            await app.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None); // Handles what was answered with 200.
        }
    }
}
