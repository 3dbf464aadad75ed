using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a diagnosis reports what a step throws, and throws nothing itself.</summary>
public sealed class FailingStepTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Failures() =>
    [
        new InvalidTimeZoneException("planted"),
        new InvalidOperationException("planted"),
        new ObjectDisposedException("planted"),
        new IOException("planted"),
        new OperationCanceledException("planted"),
        new AggregateException("planted"),
    ];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task The_authority_check_reports_what_a_handler_throws(Exception thrown)
    {
        using Handler entra = new(_ => throw thrown);

        DiagnosisCheck check = await CheckAsync("authority", Entra(entra));

        Assert.Equal(DiagnosisOutcome.Failed, check.Outcome);
        PlantedText.RequireAbsent(check.ToString());
    }

    [Theory]
    [InlineData("authority", true)]
    [InlineData("authority", false)]
    [InlineData("token", true)]
    [InlineData("token", false)]
    public async Task A_connection_below_the_sign_in_that_breaks_may_pass(string step, bool isReset)
    {
        using Handler entra = new(request => step == "token" && request.Method == HttpMethod.Get
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : throw (isReset ? (Exception)new SocketException((int)SocketError.ConnectionReset) : new IOException("planted")));

        DiagnosisCheck check = await CheckAsync(step, Entra(entra));

        Assert.True(check.IsTransient);
        Assert.Contains("could not be reached", check.Finding, StringComparison.Ordinal);
        Assert.Contains("ConnectionError", check.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authority")]
    [InlineData("token")]
    public async Task A_handler_below_the_sign_in_that_throws_is_no_matter_of_the_network(string step)
    {
        using Handler entra = new(request => step == "token" && request.Method == HttpMethod.Get
            ? new HttpResponseMessage(HttpStatusCode.OK)
            : throw new InvalidOperationException("planted"));

        DiagnosisCheck check = await CheckAsync(step, Entra(entra));

        Assert.Equal(
            (false, "A handler of your program threw InvalidOperationException.", "Find out why the handler fails."),
            (check.IsTransient, check.Finding, check.NextStep));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_authority_check_reports_a_status_that_may_pass(int status)
    {
        using Handler entra = new(_ => new HttpResponseMessage((HttpStatusCode)status));

        DiagnosisCheck check = await CheckAsync("authority", Entra(entra));

        Assert.Equal(
            (DiagnosisOutcome.Failed, $"login.microsoftonline.com returned {status} for the tenant {MockedEntra.Tenant}."),
            (check.Outcome, check.Finding));
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task The_token_check_reports_what_a_handler_throws(Exception thrown)
    {
        using Handler entra = new(request => request.Method == HttpMethod.Get ? new HttpResponseMessage(HttpStatusCode.OK) : throw thrown);

        DiagnosisCheck check = await CheckAsync("token", Entra(entra));

        Assert.Equal(DiagnosisOutcome.Failed, check.Outcome);
        PlantedText.RequireAbsent(check.ToString());
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task The_check_of_the_endpoint_reports_what_a_handler_throws(Exception thrown)
    {
        _service.Throws(thrown);

        DiagnosisCheck check = await CheckAsync("endpoint", null);

        Assert.Equal(DiagnosisOutcome.Failed, check.Outcome);
        PlantedText.RequireAbsent(check.ToString());
    }

    [Fact]
    public async Task A_client_that_is_disposed_in_the_middle_is_reported()
    {
        ReferralsClient client = null!;
        client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) =>
        {
            client.Dispose();
            return new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue));
        }));

        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        DiagnosisCheck check = diagnosis.Checks.Single(one => one.Name == "endpoint");
        Assert.Equal((DiagnosisOutcome.Failed, "The client, or a handler in it, was disposed."), (check.Outcome, check.Finding));
    }

    [Theory]
    [InlineData("authority")]
    [InlineData("endpoint")]
    public async Task A_caller_that_cancels_ends_the_diagnosis(string step)
    {
        using CancellationTokenSource caller = new();
        using Handler entra = new(_ => Cancel());
        _service.RespondsWith(Cancel);
        ReferralsClient client = _service.Client(options => options.Credential = step == "authority" ? Entra(entra) : options.Credential);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DiagnoseAsync(cancellationToken: caller.Token));

        HttpResponseMessage Cancel()
        {
            caller.Cancel();
            throw new OperationCanceledException(caller.Token);
        }
    }

    private static ReferralsCredential Entra(HttpMessageHandler handler) => ReferralsCredential.FromClientSecret(
        MockedEntra.Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = handler });

    private async Task<DiagnosisCheck> CheckAsync(string name, ReferralsCredential? credential)
    {
        ReferralsClient client = _service.Client(options => options.Credential = credential ?? options.Credential);
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);
        return diagnosis.Checks.Single(check => check.Name == name);
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return answer(request);
        }
    }
}
