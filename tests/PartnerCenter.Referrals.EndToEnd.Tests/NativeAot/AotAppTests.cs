using System.Diagnostics;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Runs the programs AotApp and AotReceiver, published with Native AOT, against the emulator.</summary>
public sealed class AotAppTests
{
    [Fact]
    public async Task A_program_compiled_ahead_of_time_creates_invites_gets_and_lists()
    {
        string? program = Environment.GetEnvironmentVariable("AOT_APP");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "Set AOT_APP to the published program; .ci/run does.");
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);

        (string output, string errors, int exitCode) = await RunAsync(
            program, emulator.Endpoint.OriginalString, emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken);

        Assert.True(errors.Length == 0, errors);
        Assert.Equal(
            "deal Active/Accepted, connected New/Pending, 2 in the engagement, itemNotFound, Compiled ahead of time at 2000 with 2, "
            + "10 checks passed, PrivateDeal to PartnerLedDeal with CoSellDeal, CRM-1 among 4 changes, Closed/Won at 60%, invalidRequest",
            output.Trim());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_receiver_compiled_ahead_of_time_verifies_events_and_reads_their_referrals()
    {
        string? program = Environment.GetEnvironmentVariable("AOT_RECEIVER");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "Set AOT_RECEIVER to the published program; .ci/run does.");
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { Webhooks = new EmulatedWebhookOptions { LoopbackCertificateAddress = true } },
            TestContext.Current.CancellationToken);
        emulator.Seed(count: 20, seed: 1);

        (string output, string errors, int exitCode) = await RunAsync(
            program, emulator.Endpoint.OriginalString, emulator.WebhookRegistrationEndpoint.OriginalString, emulator.TenantId,
            emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
            emulator.Webhooks.CertificateAddress.GetLeftPart(UriPartial.Authority),
            emulator.Webhooks.RootCertificate.ExportCertificatePem());

        Assert.True(errors.Length == 0, errors);
        Assert.Equal(
            ["referral-updated CRM-1", "test event answered with OK", "test-created"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
        Assert.Equal(0, exitCode);
    }

    private static async Task<(string Output, string Errors, int ExitCode)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, await errors, process.ExitCode);
    }
}
