using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a check says what happened once, what to do next once, and keeps the ids of the request apart.</summary>
public sealed class EndpointFindingTests : IDisposable
{
    private const string Network = "Check the endpoint, the network and the proxy.";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, string, string> Failures() => new()
    {
        { new HttpRequestException(HttpRequestError.ConnectionError), "The endpoint could not be reached: ConnectionError.", Network },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "No complete response was received.", Network },
        {
            new TaskCanceledException("planted", new TimeoutException("planted")),
            "The endpoint could not be reached: the connect timeout expired.", Network
        },
        {
            new JsonException("planted"), "A handler of your program threw JsonException.",
            "Find out why the handler fails."
        },
    };

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_on_the_way_is_found_once_and_advised_once(Exception thrown, string finding, string nextStep)
    {
        _service.Throws(thrown);

        await AssertFailsAsync("endpoint", finding, nextStep, requestId: null);
    }

    [Theory]
    [InlineData(200, "<html>",
        "The service answered with 200, but the body cannot be used: it is not the expected JSON (line 1, byte 1 of that line).",
        "Check the endpoint, and whether a proxy answers in its place.")]
    [InlineData(302, "", "The service returned 302, a redirect to login.example.com, which the client does not follow.",
        "Set Endpoint to the new address of the collection, or check whether a proxy answers in its place.")]
    [InlineData(404, "", "The service returned 404.",
        "This is not the address of the referral collection: use ReferralsEndpoint.Production.")]
    public async Task An_answer_that_is_none_is_found_once_and_advised_once(int status, string body, string finding, string nextStep)
    {
        _service.RespondsWith(
            (HttpStatusCode)status, body, ("request-id", "r-1"), ("Location", "https://login.example.com/planted"));

        await AssertFailsAsync("endpoint", finding, nextStep, "r-1");
    }

    [Fact]
    public async Task A_response_that_does_not_come_is_found_once_and_advised_once()
    {
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(TimeSpan.FromSeconds(31));
            throw new OperationCanceledException();
        });

        await AssertFailsAsync(
            "endpoint", "No complete response was received in time.",
            "Check the endpoint, the network and the proxy. Raise AttemptTimeout if the service is known to be slow.", requestId: null);
    }

    [Fact]
    public async Task The_ids_of_a_refused_read_are_on_a_line_of_their_own()
    {
        _service.RespondsWith(HttpStatusCode.Forbidden, headers: ("request-id", "r-1"));

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(
            new ReferralCallOptions { CorrelationId = Guid.Parse("00000000-0000-0000-0000-00000000c0de") }, Cancellation);

        Assert.EndsWith(
            $"request-id r-1, client-request-id {_service.Only.Headers["client-request-id"]}, "
                + "MS-CorrelationId 00000000-0000-0000-0000-00000000c0de",
            diagnosis.ToString(), StringComparison.Ordinal);
        Assert.All(diagnosis.Checks.Where(check => check.Name != "read"), check => Assert.Null(check.CorrelationId));
    }

    private async Task AssertFailsAsync(string name, string finding, string nextStep, string? requestId)
    {
        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: Cancellation);

        DiagnosisCheck check = diagnosis.Checks.Single(one => one.Name == name);
        Assert.Equal((DiagnosisOutcome.Failed, finding, nextStep), (check.Outcome, check.Finding, check.NextStep));
        Assert.Equal(requestId, check.RequestId);
        Assert.Equal(_service.Only.Headers["client-request-id"], $"{check.ClientRequestId}");
        Assert.Equal(_service.Only.Headers["MS-CorrelationId"], $"{check.CorrelationId}");
    }
}
