using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests which status each trouble has: degraded if it may pass by itself, unhealthy if a person must act.</summary>
public sealed class HealthStatusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_can_read_is_healthy()
    {
        await using HealthHost host = await HealthHost.StartAsync();

        HealthReportEntry entry = await host.ProbeAsync();

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal("Reading is allowed; no referral is visible yet.", entry.Description);
        Assert.Equal(10, entry.Data.Count);
        Assert.All(entry.Data.Values, outcome => Assert.Equal("Passed", outcome));
    }

    [Fact]
    public async Task A_throttled_client_is_degraded_also_while_it_waits()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        host.Emulator.Faults.Script(EmulatedOperation.List, Fault.Throttle("180"), Fault.Throttle("180"));

        AssertDegraded(await host.ProbeAsync(), "read: The service returned 429.", "try again in 180 seconds, and make fewer calls.");

        host.Clock.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<ReferralsThrottledException>(() => host.Client.ListAsync().FirstAsync(Cancellation).AsTask());
        host.TakeRequests();
        AssertDegraded(await host.ProbeAsync(), "read: The client did not ask, because another of its calls was throttled.", "Try again");
        Assert.Equal(0, host.TakeRequests().Reads);
    }

    [Fact]
    public async Task A_client_is_degraded_while_the_service_has_a_problem_and_healthy_a_minute_later()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        host.Emulator.Faults.Next(EmulatedOperation.List, Fault.Status(503));

        AssertDegraded(await host.ProbeAsync(), "read: The service returned 503", "The service has a problem: try again later.");

        host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HealthStatus.Healthy, (await host.ProbeAsync()).Status);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_client_is_degraded_while_Entra_throttles_or_has_a_problem(int status)
    {
        await using HealthHost host = await HealthHost.StartAsync();
        host.Emulator.Faults.Randomly(1, 1, EmulatedOperation.Token, Fault.Status(status));

        AssertDegraded(await host.ProbeAsync(), "token: ", "");
    }

    [Fact]
    public async Task A_client_is_degraded_while_Entra_or_the_service_cannot_be_reached()
    {
        GatedToken token = new();
        token.Open();
        await using HealthHost entra = await HealthHost.StartAsync();
        await using HealthHost service = await HealthHost.StartAsync(client: token.Configure);
        entra.Emulator.Faults.RefuseConnections();
        service.Emulator.Faults.RefuseConnections();

        AssertDegraded(await entra.ProbeAsync(), "authority: ", "Check the network, the proxy and AuthorityHost.");
        AssertDegraded(await service.ProbeAsync(), "endpoint: ", "Check the endpoint, the network and the proxy.");
    }

    [Fact]
    public async Task A_wrong_secret_is_unhealthy_with_code_and_advice()
    {
        await using HealthHost host = await HealthHost.StartAsync(client: (options, emulator) =>
            options.Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, "wrong", emulator.RefreshToken, Deals.SignIn(emulator)));

        HealthReportEntry entry = await host.ProbeAsync();

        AssertUnhealthy(
            entry,
            "token: Entra refused the token request: AADSTS7000215. The client secret is wrong: use the secret's value, not its id.");
        Assert.Equal("Failed", entry.Data["token"]);
        Assert.Equal("AADSTS7000215", entry.Data["token.errorCodes"]);
        Assert.Equal("Entra refused the token request: AADSTS7000215.", entry.Data["token.finding"]);
        Assert.Equal("The client secret is wrong: use the secret's value, not its id.", entry.Data["token.nextStep"]);
        Assert.Equal(("Passed", "Skipped"), (entry.Data["authority"], entry.Data["read"]));
        Assert.DoesNotContain("read.finding", entry.Data.Keys);
    }

    [Fact]
    public async Task A_refresh_token_that_is_revoked_is_unhealthy()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        host.Emulator.RevokeRefreshTokens();

        AssertUnhealthy(
            await host.ProbeAsync(), "AADSTS50173. The refresh token was revoked: sign in once more with multi-factor authentication");
    }

    [Fact]
    public async Task A_refresh_token_that_has_expired_is_unhealthy()
    {
        await using HealthHost host = await HealthHost.StartAsync();
        host.Clock.Advance(TimeSpan.FromDays(100));

        AssertUnhealthy(await host.ProbeAsync(), "The refresh token has expired: sign in once more");
    }

    [Fact]
    public async Task A_missing_role_is_unhealthy_with_the_code_of_the_service()
    {
        await using HealthHost host = await HealthHost.StartAsync(AccessTokenKind.DelegatedWithoutRole);

        HealthReportEntry entry = await host.ProbeAsync();

        AssertUnhealthy(entry, "read: The service returned 403 accessDenied");
        Assert.Contains("The user needs the role Referral Admin", entry.Description, StringComparison.Ordinal);
        Assert.Equal("accessDenied", entry.Data["read.errorCodes"]);
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_unhealthy_and_named()
    {
        await using HealthHost host = await HealthHost.StartAsync(client: (options, _) => options.MaxAttempts = 0);

        HealthReportEntry entry = await host.ProbeAsync();

        AssertUnhealthy(entry, "client: The settings of the client are wrong: ReferralsClientOptions.MaxAttempts ");
        Assert.Equal((0, 0, 0), host.TakeRequests());
    }

    [Fact]
    public async Task Trouble_that_passes_does_not_hide_what_a_person_must_mend()
    {
        await using HealthHost host = await HealthHost.StartAsync(AccessTokenKind.DelegatedWithoutMfa);
        host.Emulator.Faults.Next(EmulatedOperation.List, Fault.Status(503));

        HealthReportEntry entry = await host.ProbeAsync();

        AssertUnhealthy(entry, "multi-factor: The user signed in without multi-factor authentication");
        Assert.Equal("Failed", entry.Data["read"]);
    }

    [Fact]
    public async Task Trouble_that_a_person_must_mend_has_the_failure_status_of_the_application()
    {
        await using HealthHost host = await HealthHost.StartAsync(
            checks: checks => checks.AddReferralsHealthCheck(failureStatus: HealthStatus.Degraded));
        host.Emulator.RevokeRefreshTokens();

        HealthReportEntry entry = await host.ProbeAsync();

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("AADSTS50173", entry.Description, StringComparison.Ordinal);
    }

    private static void AssertDegraded(HealthReportEntry entry, string finding, string nextStep)
    {
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.StartsWith(finding, entry.Description, StringComparison.Ordinal);
        Assert.Contains(nextStep, entry.Description, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
    }

    private static void AssertUnhealthy(HealthReportEntry entry, string finding)
    {
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains(finding, entry.Description, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
    }
}
