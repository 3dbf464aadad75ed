using System.Net;
using static PartnerCenter.Referrals.DiagnosisOutcome;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a diagnosis tells a service that throttles or has a problem from one that cannot be reached.</summary>
public sealed class ServiceTroubleTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_throttled_read_and_a_closed_gate_are_reported_as_throttling()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, headers: ("Retry-After", "30"));
        ReferralsClient client = _service.Client();

        ReferralsDiagnosis throttled = await client.DiagnoseAsync(cancellationToken: Cancellation);
        ReferralsDiagnosis waiting = await client.DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Equal(Passed, Check(throttled, "endpoint").Outcome);
        AssertFails(throttled, "read", "The service returned 429", "throttles requests: try again in 30 seconds", isTransient: true);
        Assert.Equal(Skipped, Check(waiting, "endpoint").Outcome);
        AssertFails(waiting, "read", "another of its calls was throttled", "Try again in 30 seconds", isTransient: true);
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(520)]
    public async Task A_service_in_trouble_is_reported_as_answering(int status)
    {
        _service.RespondsWith((HttpStatusCode)status);

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Equal(Passed, Check(diagnosis, "endpoint").Outcome);
        AssertFails(diagnosis, "read", $"The service returned {status}", "The service has a problem: try again later", isTransient: true);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_a_transient_failure_of_the_endpoint()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ConnectionError));

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        AssertFails(diagnosis, "endpoint", "could not be reached", "network", isTransient: true);
        Assert.Equal(Skipped, Check(diagnosis, "read").Outcome);
    }

    [Theory]
    [InlineData(400, "read")]
    [InlineData(401, "read")]
    [InlineData(403, "read")]
    [InlineData(404, "endpoint")]
    [InlineData(302, "endpoint")]
    public async Task A_refusal_is_not_transient(int status, string check)
    {
        _service.RespondsWith((HttpStatusCode)status);

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Equal((Failed, false), (Check(diagnosis, check).Outcome, Check(diagnosis, check).IsTransient));
    }

    [Theory]
    [InlineData(403, "read")]
    [InlineData(429, "read")]
    [InlineData(503, "read")]
    [InlineData(404, "endpoint")]
    public async Task A_failed_check_has_the_codes_of_the_service_and_no_other_texts(int status, string check)
    {
        _service.RespondsWith(
            (HttpStatusCode)status,
            """
            {"error": {"code": "outer", "message": "planted", "innerError": {"code": "planted@x.com", "innerError": {"code": "4711"}}}}
            """);

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        Assert.Equal(["outer", "4711"], Check(diagnosis, check).ErrorCodes);
        Assert.All(diagnosis.Checks.Where(one => one.Name != check), one => Assert.Empty(one.ErrorCodes));
    }

    [Fact]
    public void Codes_that_are_no_words_are_left_out()
    {
        DiagnosisCheck check = new("read", Failed, "It failed.") { ErrorCodes = ["accessDenied", "planted@example.com", "two words"] };

        Assert.Equal(["accessDenied"], check.ErrorCodes);
        Assert.Throws<ArgumentNullException>(() => new DiagnosisCheck("read", Failed, "It failed.") { ErrorCodes = null! });
    }

    [Fact]
    public async Task The_report_counts_the_checks_that_ran()
    {
        _service.RespondsWith(HttpStatusCode.Forbidden);

        string report = (await _service.Client().DiagnoseAsync(cancellationToken: Cancellation)).ToString();

        Assert.StartsWith("9 of 10 checks ran, 1 failed.", report, StringComparison.Ordinal); // A token provider has no authority.
    }

    [Fact]
    public async Task Only_a_diagnosis_asks_for_the_report_on_multi_factor_authentication()
    {
        _service.RespondsWith(HttpStatusCode.OK, """{"value":[]}""").RespondsWith(HttpStatusCode.OK, """{"value":[]}""");
        ReferralsClient client = _service.Client();

        await client.DiagnoseAsync(cancellationToken: Cancellation);
        await client.ListAsync().ToListAsync(Cancellation);

        Assert.Equal(["true", null], _service.Sent.Select(request => request.Headers.GetValueOrDefault("ValidateMfa")));
    }

    [Theory]
    [InlineData("true", Passed, true, false)]
    [InlineData("True", Passed, true, false)]
    [InlineData("false", Unclear, true, true)]
    [InlineData("planted\u001b", Unclear, false, false)]
    [InlineData(null, Unclear, false, false)]
    public async Task What_the_service_reports_is_in_the_check_of_the_sign_in(
        string? report, DiagnosisOutcome expected, bool isShown, bool hasNextStep)
    {
        _service.RespondsWith(
            HttpStatusCode.OK, """{"value":[]}""", report is null ? [] : [("isMfaCompliant", report)]);

        DiagnosisCheck check = Check(await _service.Client().DiagnoseAsync(cancellationToken: Cancellation), "multi-factor");

        Assert.Equal(expected, check.Outcome);
        Assert.Equal(
            isShown,
            check.Finding.Contains($"The service reports isMfaCompliant: {report} (inferred", StringComparison.Ordinal));
        Assert.Equal(hasNextStep, check.NextStep is not null);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, Unclear)]
    [InlineData(HttpStatusCode.ServiceUnavailable, Unclear)]
    [InlineData(HttpStatusCode.Unauthorized, Failed)]
    [InlineData(HttpStatusCode.Forbidden, Failed)]
    public async Task A_report_against_the_sign_in_is_a_failure_only_with_a_refused_read(HttpStatusCode status, DiagnosisOutcome expected)
    {
        _service.RespondsWith(status, """{"value":[]}""", ("isMfaCompliant", "false"));

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        DiagnosisCheck check = Check(diagnosis, "multi-factor");
        Assert.Equal(expected, check.Outcome);
        Assert.Contains("isMfaCompliant: false (inferred", check.Finding, StringComparison.Ordinal);
        Assert.Equal(
            status == HttpStatusCode.OK, check.Finding.EndsWith(" The read passed all the same.", StringComparison.Ordinal));
        Assert.Contains("ign in once more with multi-factor authentication", check.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_read_reports_too_and_the_callers_own_OnResponse_runs()
    {
        _service.RespondsWith(HttpStatusCode.Unauthorized, headers: ("isMfaCompliant", "false"));
        List<HttpStatusCode> seen = [];

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(
            new ReferralCallOptions { OnResponse = response => seen.Add(response.StatusCode) }, Cancellation);

        Assert.Equal(Failed, Check(diagnosis, "multi-factor").Outcome);
        Assert.Equal([HttpStatusCode.Unauthorized], seen);
    }

    private static DiagnosisCheck Check(ReferralsDiagnosis diagnosis, string name) =>
        diagnosis.Checks.Single(check => check.Name == name);

    private static void AssertFails(ReferralsDiagnosis diagnosis, string name, string finding, string nextStep, bool isTransient)
    {
        DiagnosisCheck check = Check(diagnosis, name);
        Assert.Equal((Failed, isTransient), (check.Outcome, check.IsTransient));
        Assert.Contains(finding, check.Finding, StringComparison.Ordinal);
        Assert.Contains(nextStep, check.NextStep, StringComparison.Ordinal);
    }
}
