// Registers a webhook, sends the test event, changes a deal, and prints each event with what a handler reads of its referral. The program
// is published with Native AOT and run against an emulator, with every check of the signature on: what trimming breaks fails here.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerCenter.Referrals;

if (args is not [string endpoint, string registration, string tenantId, string clientId, string clientSecret, string refreshToken,
    string certificateHost, string root])
{
    Console.Error.WriteLine("Arguments: endpoint registrationEndpoint tenantId clientId clientSecret refreshToken certificateHost root");
    return 2;
}

using LoopbackHandler entra = new(new Uri(endpoint));
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Configuration["PartnerCenter:Endpoint"] = endpoint;
builder.Configuration["PartnerCenter:WebhookRegistrationEndpoint"] = registration;
builder.Configuration["Webhooks:CertificateHosts:0"] = certificateHost;
builder.Configuration["Webhooks:TrustedRoots:0"] = root;
builder.Configuration["Webhooks:MaxConcurrentEvents"] = "1";
builder.Services.AddPartnerCenterReferrals(builder.Configuration.GetSection("PartnerCenter"), (_, options) =>
    options.Credential = ReferralsCredential.FromRefreshToken(
        tenantId, clientId, clientSecret, refreshToken, new ReferralsCredentialOptions { HttpMessageHandler = entra }));
builder.Services.AddReferralsWebhook(builder.Configuration.GetSection("Webhooks"));
builder.Services.AddReferralsWebhookHandler<EventPrinter>();
await using WebApplication app = builder.Build();
app.MapReferralsWebhook("/webhooks/referrals");
await app.StartAsync();

ReferralWebhookRegistrations registrations = app.Services.GetRequiredService<ReferralWebhookRegistrations>();
await registrations.RegisterAsync(new ReferralWebhookRegistration
{
    WebhookUrl = new Uri($"{app.Urls.First()}/webhooks/referrals"),
    WebhookEvents = [ReferralWebhookEventName.ReferralUpdated, ReferralWebhookEventName.TestCreated],
});
ReferralWebhookTestResult test = await registrations.WaitForTestResultAsync(await registrations.SendTestEventAsync());
Console.WriteLine($"test event answered with {test.Results.Single().ResponseCode}");

IReferralsClient client = app.Services.GetRequiredService<IReferralsClient>();
Referral deal = await client.ListAsync(new ReferralQuery { Filter = ReferralFilter.Status == ReferralStatus.Active }).FirstAsync();
await client.UpdateAsync(deal.Id, current => current with { ExternalReferenceId = "CRM-1" });
await EventPrinter.Updated.Task.WaitAsync(TimeSpan.FromSeconds(30));
await app.StopAsync();
return 0;
