using System.Reflection;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>Switches mutants on, through the class that Stryker adds to the assembly that it mutates.</summary>
internal static class MutantSwitch
{
    private static readonly Type Control =
        typeof(ReferralsClient).Assembly.GetTypes().SingleOrDefault(type => type.Name == "MutantControl")
        ?? throw new InvalidOperationException("PartnerCenter.Referrals.dll has no mutants. Start the program by tests/mutation.sh.");

    private static readonly FieldInfo ActiveMutant = Control.GetField("ActiveMutant")!;
    private static readonly FieldInfo CaptureCoverage = Control.GetField("CaptureCoverage")!;
    private static readonly MethodInfo GetCoverageData = Control.GetMethod("GetCoverageData")!;

    public static void TurnOn(int mutant) => ActiveMutant.SetValue(null, mutant);

    public static void TurnOff() => ActiveMutant.SetValue(null, -1);

    /// <summary>Returns the mutants whose code an action reaches.</summary>
    public static async Task<int[]> ReachedByAsync(Func<Task> action)
    {
        GetCoverageData.Invoke(null, null); // Empties it.
        CaptureCoverage.SetValue(null, true);
        try
        {
            await action();
            return [.. ((IList<int>[])GetCoverageData.Invoke(null, null)!)[0]];
        }
        finally
        {
            CaptureCoverage.SetValue(null, false);
        }
    }
}
