using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;
using static PartnerCenter.Referrals.DiagnosisOutcome;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Ten broken set-ups, each named by its reason with the next step; and two that are sound.</summary>
public sealed class DiagnosisTests
{
    private static readonly string[] Order =
        ["settings", "authority", "token", "audience", "kind of token", "multi-factor", "tenant", "expiry", "endpoint", "read"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_correct_configuration_passes_every_check_and_changes_nothing()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        ReferralsDiagnosis diagnosis = await DiagnoseAsync(emulator);

        Assert.True(diagnosis.IsHealthy);
        Assert.Equal(Order, diagnosis.Checks.Select(check => check.Name));
        Assert.All(diagnosis.Checks, check => Assert.Equal(Passed, check.Outcome));
        Assert.StartsWith("10 of 10 checks ran, none failed.", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.Requests, request => request.Kind == RecordedRequestKind.Referrals && request.Method != "GET");
    }

    [Theory]
    [InlineData(true, Passed, "The user signed in with multi-factor authentication. The service reports isMfaCompliant: true (inferred")]
    [InlineData(
        false,
        Unclear,
        "The token says that the user signed in with multi-factor authentication. The service reports isMfaCompliant: false (inferred")]
    public async Task What_the_service_reports_about_multi_factor_authentication_is_shown(
        bool isCompliant, DiagnosisOutcome expected, string finding)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { ReportsMfaCompliant = isCompliant }, Cancellation);

        ReferralsDiagnosis diagnosis = await DiagnoseAsync(emulator);

        Assert.Equal(expected, Outcome(diagnosis, "multi-factor"));
        Assert.True(diagnosis.IsHealthy);
        Assert.Contains(finding, diagnosis.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_provider_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        ReferralsDiagnosis sound = await DiagnoseAsync(emulator, credential: Provider(() => emulator.IssueToken()));
        ReferralsDiagnosis opaque = await DiagnoseAsync(emulator, credential: Provider(() => "opaque"));
        ReferralsDiagnosis failing = await DiagnoseAsync(
            emulator, credential: Provider(() => throw new InvalidOperationException("vault down")));

        Assert.True(sound.IsHealthy);
        Assert.Equal(Skipped, Outcome(sound, "authority"));
        Assert.Equal(Unclear, Outcome(opaque, "audience"));
        AssertFails(opaque, "read", "401", "App+User");
        AssertFails(failing, "token", "token provider failed with InvalidOperationException", "callback of your program");
    }

    [Fact]
    public async Task A_wrong_secret_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        AssertFails(await DiagnoseAsync(emulator, secret: "wrong-planted-secret"), "token", "AADSTS7000215", "secret's value");
    }

    [Fact]
    public async Task A_wrong_tenant_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        AssertFails(
            await DiagnoseAsync(emulator, tenant: "00000000-0000-0000-0000-00000000dead"), "authority",
            "00000000-0000-0000-0000-00000000dead", "tenant id");
    }

    [Fact]
    public async Task A_token_of_another_tenant_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync(new() { UserTokenKind = AccessTokenKind.WrongTenant });

        AssertFails(await DiagnoseAsync(emulator), "tenant", "to the tenant", "TenantId");
    }

    [Fact]
    public async Task A_missing_consent_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync(new() { ConsentIsMissing = true });

        AssertFails(await DiagnoseAsync(emulator), "token", "AADSTS65001", "administrator must consent");
    }

    [Fact]
    public async Task A_missing_MFA_claim_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync(new() { UserTokenKind = AccessTokenKind.DelegatedWithoutMfa });

        ReferralsDiagnosis diagnosis = await DiagnoseAsync(emulator);

        AssertFails(diagnosis, "multi-factor", "without multi-factor authentication", "Sign in once more with multi-factor");
        AssertFails(diagnosis, "read", "900421", "checks of the token above");
    }

    [Fact]
    public async Task An_app_only_token_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        ReferralsDiagnosis diagnosis = await DiagnoseAsync(emulator, credential: ReferralsCredential.FromClientSecret(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, Deals.SignIn(emulator)));

        AssertFails(diagnosis, "kind of token", "App-only", "FromRefreshToken");
        Assert.Equal(Skipped, Outcome(diagnosis, "multi-factor"));
        AssertFails(diagnosis, "read", "accessDenied", "App+User");
    }

    [Fact]
    public async Task A_wrong_audience_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync(new() { UserTokenKind = AccessTokenKind.WrongAudience });

        AssertFails(await DiagnoseAsync(emulator), "audience", "The token is for http", "https://api.partner.microsoft.com/.default");
    }

    [Fact]
    public async Task A_missing_role_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync(new() { UserTokenKind = AccessTokenKind.DelegatedWithoutRole });

        AssertFails(await DiagnoseAsync(emulator), "read", "403 accessDenied", "Referral Admin");
    }

    [Fact]
    public async Task A_revoked_refresh_token_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();
        emulator.RevokeRefreshTokens();

        AssertFails(await DiagnoseAsync(emulator), "token", "AADSTS50173", "sign in once more");
    }

    [Theory]
    [InlineData(3, "expired at")]
    [InlineData(-3, "was issued at")]
    public async Task A_wrong_clock_is_diagnosed(int hours, string finding)
    {
        await using ReferralsEmulator emulator = await StartAsync();

        ReferralsDiagnosis diagnosis = await DiagnoseAsync(
            emulator, configure: options => options.TimeProvider = new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(hours)));

        AssertFails(diagnosis, "expiry", finding, "clock");
    }

    [Fact]
    public async Task A_missing_network_is_diagnosed()
    {
        ReferralsEmulator emulator = await StartAsync();
        await emulator.DisposeAsync();

        ReferralsDiagnosis byEntra = await DiagnoseAsync(emulator);
        ReferralsDiagnosis byEndpoint = await DiagnoseAsync(emulator, credential: Provider(() => emulator.IssueToken()));

        AssertFails(byEntra, "authority", "could not be reached: ConnectionError", "network");
        Assert.Equal(Skipped, Outcome(byEntra, "read"));
        AssertFails(byEndpoint, "endpoint", "could not be reached", "network");
    }

    [Fact]
    public async Task A_wrong_endpoint_is_diagnosed()
    {
        await using ReferralsEmulator emulator = await StartAsync();

        AssertFails(
            await DiagnoseAsync(emulator, configure: options => options.Endpoint = new Uri(emulator.Endpoint, "/v1.0/nothing")), "endpoint",
            "404", "ReferralsEndpoint.Production");
    }

    /// <summary>docs/diagnosis.md shows what these set-ups print; this keeps it so.</summary>
    [Fact]
    public async Task The_table_in_the_documents_is_what_a_run_prints()
    {
        await using ReferralsEmulator sound = await StartAsync();
        await using ReferralsEmulator noConsent = await StartAsync(new() { ConsentIsMissing = true });
        await using ReferralsEmulator noMfa = await StartAsync(new() { UserTokenKind = AccessTokenKind.DelegatedWithoutMfa });
        await using ReferralsEmulator audience = await StartAsync(new() { UserTokenKind = AccessTokenKind.WrongAudience });
        await using ReferralsEmulator noRole = await StartAsync(new() { UserTokenKind = AccessTokenKind.DelegatedWithoutRole });
        await using ReferralsEmulator revoked = await StartAsync();
        revoked.RevokeRefreshTokens();
        ReferralsEmulator gone = await StartAsync();
        await gone.DisposeAsync();
        ReferralsCredential app = ReferralsCredential.FromClientSecret(
            sound.TenantId, sound.ClientId, sound.ClientSecret, Deals.SignIn(sound));
        FakeTimeProvider ahead = new(DateTimeOffset.UtcNow.AddHours(3));

        (string SetUp, ReferralsDiagnosis Diagnosis)[] reports =
        [
            ("wrong secret", await DiagnoseAsync(sound, secret: "wrong-planted-secret")),
            ("wrong tenant", await DiagnoseAsync(sound, tenant: "00000000-0000-0000-0000-00000000dead")),
            ("consent missing", await DiagnoseAsync(noConsent)),
            ("no multi-factor authentication", await DiagnoseAsync(noMfa)),
            ("app-only token", await DiagnoseAsync(sound, credential: app)),
            ("wrong audience", await DiagnoseAsync(audience)),
            ("role missing", await DiagnoseAsync(noRole)),
            ("revoked refresh token", await DiagnoseAsync(revoked)),
            ("clock wrong", await DiagnoseAsync(sound, configure: options => options.TimeProvider = ahead)),
            ("no network", await DiagnoseAsync(gone)),
        ];
        IEnumerable<string> rows = reports.SelectMany(report => report.Diagnosis.Checks.Where(check => check.Outcome == Failed)
            .Select(check => $"| {report.SetUp} | {check.Name} | {Shortened(check.Finding)} | {check.NextStep} |"));

        string document = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "diagnosis.md"), Cancellation);
        string table = string.Join('\n', rows) + "\n";
        Assert.True(
            document.Contains(table, StringComparison.Ordinal),
            $"docs/diagnosis.md differs from what a run prints. Its rows should be:\n{table}");
    }

    // What differs from run to run.
    private static string Shortened(string finding) => Regex.Replace(
        finding, @"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", "…");

    private static Task<ReferralsEmulator> StartAsync(ReferralsEmulatorOptions? options = null) =>
        ReferralsEmulator.StartAsync(options, Cancellation);

    private static async Task<ReferralsDiagnosis> DiagnoseAsync(
        ReferralsEmulator emulator,
        string? tenant = null,
        string? secret = null,
        ReferralsCredential? credential = null,
        Action<ReferralsClientOptions>? configure = null)
    {
        using ReferralsClient client = Deals.ClientOf(emulator, options =>
        {
            options.Credential = credential ?? ReferralsCredential.FromRefreshToken(
                tenant ?? emulator.TenantId, emulator.ClientId, secret ?? emulator.ClientSecret, emulator.RefreshToken,
                Deals.SignIn(emulator));
            configure?.Invoke(options);
        });
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        string report = diagnosis.ToString();
        Assert.DoesNotContain("eyJ", report, StringComparison.Ordinal); // How every JWT starts.
        Assert.DoesNotContain("planted", report, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.ClientSecret, report, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.RefreshToken, report, StringComparison.Ordinal);
        return diagnosis;
    }

    private static ReferralsCredential Provider(Func<string> token) =>
        ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken(token(), DateTimeOffset.MaxValue)));

    private static DiagnosisOutcome Outcome(ReferralsDiagnosis diagnosis, string check) =>
        diagnosis.Checks.Single(one => one.Name == check).Outcome;

    private static void AssertFails(ReferralsDiagnosis diagnosis, string name, string finding, string nextStep)
    {
        DiagnosisCheck check = diagnosis.Checks.Single(one => one.Name == name);
        Assert.True(check.Outcome == Failed, diagnosis.ToString());
        Assert.Contains(finding, check.Finding, StringComparison.Ordinal);
        Assert.Contains(nextStep, check.NextStep, StringComparison.OrdinalIgnoreCase);
        Assert.False(diagnosis.IsHealthy);
        Assert.Contains("FAILED", diagnosis.ToString(), StringComparison.Ordinal);
    }
}
