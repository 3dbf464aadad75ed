using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Benchmarks;

const int OutOfBounds = 1;
const int Misused = 2;

// The benchmarks start this program again as a child process, with one of these commands.
switch (args)
{
    case [EmulatorProcess.Command, var count, var delay]:
        await EmulatorProcess.PlayAsync(count, delay);
        return 0;
    case [LoopbackProcess.Command]:
        await LoopbackProcess.PlayAsync();
        return 0;
    case [FirstCallScenario.Command, var way, var endpoint]:
        await FirstCallScenario.PlayAsync(way, endpoint);
        return 0;
    case [SoakService.Command, var seed]:
        await SoakService.PlayAsync(seed);
        return 0;
}

// Each scenario prints what it measures, and returns whether its targets are met.
Dictionary<string, Func<Task<bool>>> scenarios = new()
{
    ["calls"] = CallsScenario.RunAsync,
    ["token"] = TokenScenario.RunAsync,
    ["filter"] = FilterScenario.RunAsync,
    ["loopback"] = LoopbackScenario.RunAsync,
    ["first-call"] = FirstCallScenario.RunAsync,
    ["aot"] = AotScenario.RunAsync,
    ["webhook"] = WebhookScenario.RunAsync,
    ["read-ahead"] = ReadAheadScenario.RunAsync,
    ["large-listing"] = LargeListingScenario.OverEmulatorAsync,
    ["large-listing-in-memory"] = LargeListingScenario.InMemoryAsync,
    ["change-feed"] = ChangeFeedScenario.RunAsync,
};

// It runs for the given number of minutes, so `all` leaves it out.
if (args is ["soak", "--minutes", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out int minutes) && minutes >= 3)
{
    return await SoakScenario.RunAsync(minutes) ? 0 : OutOfBounds;
}

string[] chosen = args is ["all"] ? [.. scenarios.Keys] : args;
if (chosen.Length == 0 || chosen.Any(name => !scenarios.ContainsKey(name)))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/PartnerCenter.Referrals.Benchmarks -- all | "
        + $"{string.Join(" | ", scenarios.Keys)} | soak --minutes <3 or more>");
    return Misused;
}

if (typeof(ReferralsClient).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("The package is a debug build, whose figures mean nothing. Add -c Release.");
    return Misused;
}

bool isWithinBounds = true;
foreach (string name in chosen)
{
    Console.WriteLine($"== {name}");
    isWithinBounds &= await scenarios[name]();
}

if (chosen.Contains("calls"))
{
    Picture.Write();
}

return isWithinBounds ? 0 : OutOfBounds;
