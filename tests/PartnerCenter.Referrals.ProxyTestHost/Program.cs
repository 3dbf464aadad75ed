// Reads a referral from each endpoint, through a client of its own and through one of a container, in a process whose environment names a
// proxy. Then requests a token from each authority. Arguments: endpoints, --, authorities. Prints how each call ended.
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;

int separator = Array.IndexOf(args, "--");
if (separator < 0)
{
    Console.Error.WriteLine("Arguments: endpoint ... -- authority ...");
    return 2;
}

const string id = "3f6b2c1e-0000-4000-8000-000000000001";
foreach (string endpoint in args[..separator])
{
    using ReferralsClient client = ReferralsClient.Create(OptionsOf(new ReferralsClientOptions(), endpoint, Tokens()));
    await PrintAsync(endpoint, () => client.GetAsync(id));

    ServiceCollection services = new();
    services.AddPartnerCenterReferrals(options => OptionsOf(options, endpoint, Tokens()));
    await using ServiceProvider provider = services.BuildServiceProvider();
    await PrintAsync(endpoint, () => provider.GetRequiredService<IReferralsClient>().GetAsync(id));
}

foreach (string authority in args[(separator + 1)..])
{
    ReferralsCredential credential = ReferralsCredential.FromClientSecret(
        "contoso.example.com", "client", "secret", new ReferralsCredentialOptions { AuthorityHost = new Uri(authority) });
    using ReferralsClient client = ReferralsClient.Create(
        OptionsOf(new ReferralsClientOptions(), "https://192.0.2.1/referrals", credential));
    await PrintAsync(authority, () => client.GetAsync(id));
}

return 0;

static ReferralsCredential Tokens() => ReferralsCredential.FromTokenProvider(
    (_, _) => new(new ReferralsAccessToken("planted-token", DateTimeOffset.MaxValue)));

static ReferralsClientOptions OptionsOf(ReferralsClientOptions options, string endpoint, ReferralsCredential credential)
{
    (options.Endpoint, options.Credential, options.MaxAttempts) = (new Uri(endpoint), credential, 1);
    return options;
}

static async Task PrintAsync(string address, Func<Task> call)
{
    try
    {
        await call();
        Console.WriteLine($"{address} succeeded");
    }
    catch (ReferralsException failure)
    {
        Console.WriteLine($"{address} {failure.GetType().Name}");
    }
}
