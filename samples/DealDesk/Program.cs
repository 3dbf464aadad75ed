using DealDesk;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

const int Failed = 1;
const int Misused = 2;
const string Usage =
    "Usage: dotnet run --project samples/DealDesk    Runs only against an emulator in this process, because it moves the clock.";

if (args is ["--help"])
{
    Console.WriteLine(Usage);
    return 0;
}

if (args.Length > 0)
{
    Console.Error.WriteLine(Usage);
    return Misused;
}

using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
try
{
    StoryClock clock = new();
    await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
        new ReferralsEmulatorOptions
        {
            TimeProvider = clock,
            TokenLifetime = TimeSpan.FromDays(30), // Longer than the scenario, which does not move the clock of the sign-in.
        },
        interrupt.Token);
    using HttpMessageHandler entra = emulator.CreateEntraHandler();
    using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = emulator.Endpoint,
        Credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
            new ReferralsCredentialOptions { HttpMessageHandler = entra }),
    });
    await new Scenario(client, emulator, clock, Console.Out).RunAsync(interrupt.Token);
    return 0;
}
catch (Exception failure) when (failure is ReferralsException or OperationCanceledException)
{
    Console.Error.WriteLine(failure.Message);
    return Failed;
}
