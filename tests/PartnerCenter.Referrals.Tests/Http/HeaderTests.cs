using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the headers of every request (wire contract 1.2; docs/design.md, "Headers").</summary>
public sealed class HeaderTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_request_carries_token_ids_and_names()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client(
            options => options.ApplicationName = "ContosoCrm/3.1").GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        IReadOnlyDictionary<string, string> headers = _service.Only.Headers;
        Assert.Equal("Bearer token-1", headers["Authorization"]);
        Assert.Equal("application/json", headers["Accept"]);
        Assert.True(Guid.TryParseExact(headers["client-request-id"], "D", out _));
        Assert.True(Guid.TryParseExact(headers["MS-RequestId"], "D", out _));
        Assert.True(Guid.TryParseExact(headers["MS-CorrelationId"], "D", out _));
        Assert.Matches(@"^ContosoCrm/3\.1 PartnerCenter\.Referrals/\d+\.\d+\.\d+\S*$", headers["User-Agent"]);
        Assert.Equal(6, headers.Count);
    }

    [Fact]
    public async Task Ids_are_random_GUIDs_and_none_comes_twice()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client();

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        string[] names = ["client-request-id", "MS-RequestId", "MS-CorrelationId"];
        Guid[] ids = [.. _service.Sent.SelectMany(request => names.Select(name => Guid.Parse(request.Headers[name])))];
        Assert.Equal(6, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((4, 0b10), (id.Version, id.Variant >> 2)));
    }

    [Fact]
    public async Task A_retry_has_a_new_client_request_id_and_keeps_the_others()
    {
        _service.RespondsWith(HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        Guid correlation = Guid.Parse("00000000-0000-0000-0000-00000000c0de");

        await _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { CorrelationId = correlation }, Cancellation);

        Assert.NotEqual(_service.Sent[0].Headers["client-request-id"], _service.Sent[1].Headers["client-request-id"]);
        Assert.Equal(_service.Sent[0].Headers["MS-RequestId"], _service.Sent[1].Headers["MS-RequestId"]);
        Assert.All(_service.Sent, request => Assert.Equal(correlation.ToString(), request.Headers["MS-CorrelationId"]));
    }

    [Fact]
    public async Task OnResponse_tells_status_ids_tag_attempts_and_all_headers_once()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(
                HttpStatusCode.OK, ReferralJson.Full, ("request-id", "service-id"), ("ETag", "\"tag\""), ("isMfaCompliant", "true"));
        List<ReferralResponseInfo> seen = [];

        await _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { OnResponse = seen.Add }, Cancellation);

        ReferralResponseInfo info = Assert.Single(seen);
        Assert.Equal(HttpStatusCode.OK, info.StatusCode);
        Assert.Equal("service-id", info.RequestId);
        Assert.Equal("\"tag\"", info.ETag);
        Assert.Equal(2, info.Attempts);
        Assert.Equal(_service.Sent[1].Headers["client-request-id"], info.ClientRequestId.ToString());
        Assert.Equal(_service.Sent[1].Headers["MS-CorrelationId"], info.CorrelationId.ToString());
        Assert.Equal("true", Assert.Single(info.Headers["ISMFACOMPLIANT"]));
        Assert.Contains("Content-Type", info.Headers.Keys);
    }

    [Fact]
    public async Task OnResponse_tells_of_a_refusal_too()
    {
        _service.RespondsWith(HttpStatusCode.Forbidden);
        ReferralResponseInfo? seen = null;

        await Assert.ThrowsAsync<ReferralsException>(() => _service.Client().GetAsync(
            ReferralJson.Id, new ReferralCallOptions { OnResponse = info => seen = info }, Cancellation));

        Assert.Equal(HttpStatusCode.Forbidden, seen?.StatusCode);
    }

    [Fact]
    public async Task What_OnResponse_throws_changes_no_result_and_causes_no_retry()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        Referral created = await _service.Client().CreateAsync(
            Drafts.Minimal, new ReferralCallOptions { OnResponse = _ => throw new InvalidTimeZoneException() }, Cancellation);

        Assert.Equal(ReferralJson.Id, created.Id);
        Assert.Single(_service.Sent);
    }

    public void Dispose() => _service.Dispose();
}
