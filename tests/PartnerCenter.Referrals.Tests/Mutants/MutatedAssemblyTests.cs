namespace PartnerCenter.Referrals.Tests;

/// <summary>Runs in place of all tests while Stryker builds faults into the client, and keeps the assembly that has them.</summary>
public sealed class MutatedAssemblyTests
{
    [Fact]
    public void The_assembly_with_the_faults_is_kept()
    {
        // Stryker takes a test that reaches no fault for a failure of its own, and would then run this one for each fault.
        Assert.True(ReferralContinuation.TryParse("$skiptoken=1", out _));

        File.Copy(typeof(ReferralsClient).Assembly.Location, Environment.GetEnvironmentVariable("MUTANTS")!, overwrite: true);
    }
}
