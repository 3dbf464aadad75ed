using System.Diagnostics;
using System.Reflection;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Benchmarks;

const int OutOfBounds = 1;
const int Misused = 2;

// Each prints what it measures, and says whether that is within its bounds.
Dictionary<string, Func<Task<bool>>> scenarios = new()
{
    ["read-ahead"] = ReadAheadScenario.RunAsync,
    ["large-listing"] = LargeListingScenario.RunAsync,
};

if (args is [EmulatorProcess.Command, var count, var delay])
{
    await EmulatorProcess.PlayAsync(count, delay);
    return 0;
}

string[] chosen = args is ["all"] ? [.. scenarios.Keys] : args;
if (chosen.Length == 0 || chosen.Any(name => !scenarios.ContainsKey(name)))
{
    Console.Error.WriteLine($"Usage: dotnet run -c Release --project tests/PartnerCenter.Referrals.Benchmarks -- all | {string.Join(" | ", scenarios.Keys)}");
    return Misused;
}

if (typeof(ReferralsClient).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("A debug build is not worth measuring: add -c Release.");
    return Misused;
}

bool isWithinBounds = true;
foreach (string name in chosen)
{
    Console.WriteLine($"== {name}");
    isWithinBounds &= await scenarios[name]();
}

return isWithinBounds ? 0 : OutOfBounds;
