using System.Diagnostics;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Runs tests/PartnerCenter.Referrals.AotApp, published with Native AOT, against the emulator.</summary>
public sealed class AotAppTests
{
    [Fact]
    public async Task A_program_compiled_ahead_of_time_creates_invites_gets_and_lists()
    {
        string? program = Environment.GetEnvironmentVariable("AOT_APP");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "Set AOT_APP to the published program; .ci/run does.");
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);

        using Process process = Process.Start(new ProcessStartInfo(
            program, [emulator.Endpoint.OriginalString, emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await errors);
        Assert.Equal(
            "deal Active/Accepted, connected New/Pending, 2 in the engagement, itemNotFound, Compiled ahead of time at 2000 with 2, "
            + "10 checks passed, PrivateDeal to PartnerLedDeal with CoSellDeal, CRM-1 among 4 changes, Closed/Won at 60%, invalidRequest",
            output.Trim());
        Assert.Equal(0, process.ExitCode);
    }
}
