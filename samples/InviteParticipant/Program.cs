using InviteParticipant;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

const int Failed = 1;
const int Misused = 2;
const string Usage = "Usage: dotnet run --project samples/InviteParticipant [-- --yes]    --yes: write to the live service without asking";

if (args is ["--help"])
{
    Console.WriteLine(Usage);
    return 0;
}

if (args.Any(argument => argument != "--yes"))
{
    Console.Error.WriteLine(Usage);
    return Misused;
}

using CancellationTokenSource interrupt = new();
try
{
    IConfiguration configuration = new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
    await using SampleHost host = await SampleHost.StartAsync(configuration, interrupt.Token);
    if (!host.IsLive && args.Contains("--yes"))
    {
        Console.Error.WriteLine("--yes is for the live service, but there is no PartnerCenter setting. In the environment, a setting has "
            + "a name like PartnerCenter__TenantId, with two underscores.");
        return Misused;
    }

    if (host.IsLive && !args.Contains("--yes") && !Agrees(host.Endpoint))
    {
        Console.Error.WriteLine("Nothing was written. Answer y, or pass --yes.");
        return Failed;
    }

    // Added only now, so that Ctrl+C at the question above simply ends the program.
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        interrupt.Cancel();
    };
    return await RunScenarioAsync(host);
}
catch (Exception failure)
    when (failure is ReferralsException or OptionsValidationException or ArgumentException or OperationCanceledException)
{
    Console.Error.WriteLine(failure.Message);
    return Failed;
}
catch (InvalidDataException unreadable)
{
    Console.Error.WriteLine($"The settings cannot be read: {unreadable.GetBaseException().Message}");
    return Failed;
}

async Task<int> RunScenarioAsync(SampleHost host)
{
    try
    {
        await new Scenario(host, Console.Out).RunAsync(interrupt.Token);
        return 0;
    }
    catch (ReferralsException) when (host.IsLive)
    {
        // The diagnosis explains which setting, permission or network problem makes the live call fail.
        Console.Error.WriteLine(await host.Client.DiagnoseAsync(cancellationToken: interrupt.Token));
        throw;
    }
}

static bool Agrees(Uri endpoint)
{
    Console.Write($"This creates a deal and invites Microsoft at {endpoint}. Continue? [y/N] ");
    string? answer = Console.ReadLine();
    if (answer is null)
    {
        Console.WriteLine();
    }

    return answer?.Trim().Equals("y", StringComparison.OrdinalIgnoreCase) == true;
}
