using InviteParticipant;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

const int Failed = 1;
const int Misused = 2;

if (args.Any(argument => argument != "--yes"))
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/InviteParticipant [-- --yes]    --yes: write to the live service without asking");
    return Misused;
}

IConfiguration configuration = new ConfigurationBuilder()
    .SetBasePath(AppContext.BaseDirectory)
    .AddJsonFile("appsettings.json", optional: true)
    .AddEnvironmentVariables()
    .Build();

using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};

try
{
    await using Stage stage = await Stage.SetAsync(configuration, interrupt.Token);
    if (stage.IsLive && !args.Contains("--yes") && !Agrees(stage.Endpoint))
    {
        Console.Error.WriteLine("Nothing was written.");
        return Failed;
    }

    try
    {
        await new Walk(stage, Console.Out).RunAsync(interrupt.Token);
        return 0;
    }
    catch (ReferralsException) when (stage.IsLive)
    {
        // The first hour with the live service should explain itself.
        Console.Error.WriteLine(await stage.Client.DiagnoseAsync(cancellationToken: interrupt.Token));
        throw;
    }
}
catch (Exception failure) when (failure is ReferralsException or OptionsValidationException or ArgumentException)
{
    Console.Error.WriteLine(failure.Message);
    return Failed;
}
catch (OperationCanceledException stopped)
{
    Console.Error.WriteLine(stopped.Message);
    return Failed;
}

static bool Agrees(Uri endpoint)
{
    Console.Write($"This creates a deal and invites Microsoft at {endpoint}. Go on? [y/N] ");
    return Console.ReadLine()?.Trim().Equals("y", StringComparison.OrdinalIgnoreCase) == true;
}
