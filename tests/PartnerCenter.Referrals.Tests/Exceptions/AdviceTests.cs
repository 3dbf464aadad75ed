using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a failure says what happened, to which call, and what to do next.</summary>
public sealed class AdviceTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(
        401, "It accepts only App+User tokens with multi-factor authentication, for the audience https://api.partner.microsoft.com.")]
    [InlineData(
        403,
        "Use an App+User token of a user who has the role Referral Admin, or who has the role Referral User and is in the team of the "
            + "referral.")]
    [InlineData(404, "The referral does not exist, or the user may not see it. If every call fails like this, check the endpoint.")]
    [InlineData(410, "The referral does not exist, or the user may not see it. If every call fails like this, check the endpoint.")]
    [InlineData(412, "The referral has changed since it was read. Read it again, then decide whether to write.")]
    [InlineData(429, "Wait before the next call.")]
    [InlineData(408, "The service could not process the request. Try again later.")]
    [InlineData(500, "The service could not process the request. Try again later.")]
    [InlineData(599, "The service could not process the request. Try again later.")]
    [InlineData(400, "Correct the request before you send it again.")]
    [InlineData(422, "Correct the request before you send it again.")]
    public async Task A_refusal_of_a_read_tells_what_to_do_and_the_ids_to_ask_about_it(int status, string advice)
    {
        _service.RespondsWith(
            (HttpStatusCode)status,
            """{ "error": { "code": "outer", "target": "details/dealValue", "innerError": { "code": "inner" } } }""",
            ("request-id", "r-1"));

        ReferralsException refusal = await Assert.ThrowsAnyAsync<ReferralsException>(GetAsync);

        SentRequest sent = _service.Only;
        Assert.StartsWith(
            $"Partner Center answered get with {status} outer / inner, target details/dealValue. ", refusal.Message,
            StringComparison.Ordinal);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $" (request-id r-1, client-request-id {sent.Headers["client-request-id"]}, MS-CorrelationId "
                + $"{sent.Headers["MS-CorrelationId"]})", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "https://elsewhere.example.com/v2/referrals?$filter=planted", "has moved to elsewhere.example.com. The client")]
    [InlineData(302, "https://ada:planted@elsewhere.example.com:8443/planted", "has moved to elsewhere.example.com. The client")]
    [InlineData(307, "/planted", "has moved. The client")]
    [InlineData(308, "https://xn--planted-\u00e4.example.com/", "has moved. The client")]
    [InlineData(308, null, "has moved. The client")]
    public async Task A_redirect_says_that_the_endpoint_has_moved_and_names_no_more_than_the_host(int status, string? location, string says)
    {
        (string Name, string Value)[] headers = location is null ? [] : [("Location", location)];
        _service.RespondsWith((HttpStatusCode)status, null, headers);

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("set Endpoint to the new address", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_without_a_message_is_reported_without_one()
    {
        _service.RespondsWith(HttpStatusCode.BadRequest);

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.StartsWith("Partner Center answered get with 400. Correct", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(request-id none, client-request-id ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resourceModified", true)]
    [InlineData("PreconditionFailed", true)]
    [InlineData("duplicate", false)]
    public async Task A_409_is_a_conflict_if_its_code_says_that_the_referral_was_changed(string code, bool isConflict)
    {
        _service.RespondsWith(HttpStatusCode.Conflict, $$"""{ "error": { "code": "{{code}}" } }""");

        ReferralsException refusal = await Assert.ThrowsAnyAsync<ReferralsException>(GetAsync);

        Assert.Equal(isConflict, refusal is ReferralConflictException);
        Assert.Contains(
            isConflict ? "Read it again, then decide whether to write." : "Correct the request", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_of_a_throttled_call_says_how_long_to_wait()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "7"));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(GetAsync);

        Assert.Contains("with 429. Wait 7 seconds before the next call. (request-id", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_finds_the_gate_closed_says_that_it_was_not_sent()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "20"));
        ReferralsClient client = _service.Client();
        await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => client.GetAsync(ReferralJson.Id, new() { MaxAttempts = 1 }, Cancellation));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => client.GetAsync(ReferralJson.Id, new() { Timeout = TimeSpan.FromSeconds(10) }, Cancellation));

        Assert.Equal(
            "get was not sent: another call was throttled, and all wait for 20 seconds more, which exceeds the time left for the call. "
                + "Call again later, or raise Timeout.",
            refusal.Message);
    }

    [Fact]
    public async Task A_further_attempt_that_finds_the_gate_closed_leaves_a_write_unknown()
    {
        _service.RespondsWith(HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "50"));
        ReferralsClient client = _service.Client(options => options.RetryDelay = TimeSpan.FromSeconds(20));
        Task<Referral> replace = client.ReplaceAsync(Drafts.Stored, new() { Timeout = TimeSpan.FromSeconds(30) }, Cancellation);
        TimeSpan wait = await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => client.GetAsync(ReferralJson.Id, new() { Timeout = TimeSpan.FromSeconds(5) }, Cancellation));

        _service.Time.Advance(wait);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => replace);
        Assert.StartsWith(
            "An earlier attempt of replace got no clear answer and may have taken effect. A further attempt was not sent: ",
            unknown.Message, StringComparison.Ordinal);
        Assert.Contains("Look for the referral before you send it again. (request-id none,", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(50) - wait, unknown.RetryAfter);
    }

    [Fact]
    public async Task A_refusal_after_an_attempt_without_an_answer_tells_of_both()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.Forbidden);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(ReplaceAsync);

        Assert.Contains(
            "with 403. An earlier attempt got no clear answer, so replace may have taken effect. Read the referral before you write again. "
                + "(request-id none,",
            unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_that_a_gateway_may_have_refused_says_so()
    {
        _service.RespondsWith(HttpStatusCode.BadGateway);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.Contains(
            "with 502. A gateway may return this status after the service has acted, so create may have taken effect. Look for the "
                + "referral before you send it again. (request-id none,",
            unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_after_an_attempt_without_an_answer_leaves_a_write_unknown()
    {
        int tokenRequests = 0;
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(TimeSpan.FromSeconds(6)); // The token expires.
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        });
        ReferralsClient client =
            _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) => ++tokenRequests == 1
            ? new(new ReferralsAccessToken("token-1", _service.Time.GetUtcNow().AddSeconds(10)))
            : throw new ReferralsAuthenticationException("The vault is sealed.")));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));

        Assert.Equal(
            "An earlier attempt of replace got no clear answer and may have taken effect. There was no token for a further attempt. "
                + "The vault is sealed.",
            unknown.Message);
    }

    [Fact]
    public async Task A_call_for_which_there_is_no_token_passes_on_all_that_the_sign_in_said()
    {
        ReferralsAuthenticationException made = new("Consent is missing.", new InvalidTimeZoneException())
        {
            EntraErrorCode = "AADSTS65001",
            EntraCorrelationId = "c-1",
            IsTransient = true,
        };
        ReferralsClient client = _service.Client(
            options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw made));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, new() { MaxAttempts = 1 }, Cancellation));

        Assert.Equal("get was not sent. Consent is missing.", refusal.Message);
        Assert.Equal(("AADSTS65001", "c-1", true), (refusal.EntraErrorCode, refusal.EntraCorrelationId, refusal.IsTransient));
        Assert.Equal((null, "get", 1), (refusal.ClientRequestId, refusal.Operation, refusal.Attempts));
        Assert.IsType<InvalidTimeZoneException>(refusal.InnerException);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_reported_with_its_attempt()
    {
        for (int i = 0; i < 2; i++)
        {
            _service.Throws(new IOException("reset"));
        }

        ReferralsException read = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().GetAsync(ReferralJson.Id, new() { MaxAttempts = 1 }, Cancellation));
        ReferralOutcomeUnknownException written = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.StartsWith(
            "No complete response to get was received (attempt 1). (request-id none, ", read.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "No complete response to create was received (attempt 1). The request may have taken effect. Look for the referral before you "
                + "send it again. (",
            written.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(read.InnerException);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_reported_in_one_way_for_all_causes()
    {
        (Exception Failure, string Why)[] failures =
        [
            (new HttpRequestException(HttpRequestError.SecureConnectionError), "SecureConnectionError"),
            (new TaskCanceledException("connect", new TimeoutException()), "the connect timeout expired"),
        ];
        foreach ((Exception failure, string why) in failures)
        {
            _service.Throws(failure);

            ReferralsException unreached = await Assert.ThrowsAsync<ReferralsException>(
                () => _service.Client().CreateAsync(Drafts.Minimal, new() { MaxAttempts = 1 }, Cancellation));

            Assert.Equal(
                $"create was not sent: the endpoint could not be reached ({why}). Check the endpoint, the network and the proxy.",
                unreached.Message);
        }
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_any_more_leaves_a_write_unknown()
    {
        foreach (Exception failure in (Exception[])[new HttpRequestException(HttpRequestError.ConnectionError),
            new TaskCanceledException("connect", new TimeoutException())])
        {
            _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).Throws(failure);

            ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
                () => _service.Client().ReplaceAsync(Drafts.Stored, new() { MaxAttempts = 2 }, Cancellation));

            Assert.Contains("was received (attempt 2). The request may have taken effect", unknown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, "The caller cancelled get.")]
    [InlineData(true, "The caller cancelled create after it was sent: it may have taken effect.")]
    public async Task A_cancellation_says_whether_the_call_may_have_taken_effect(bool isWrite, string message)
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(() =>
        {
            caller.Cancel();
            return MockedService.Response(HttpStatusCode.OK, null);
        });

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => isWrite
                ? _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: caller.Token)
                : _service.Client().GetAsync(ReferralJson.Id, cancellationToken: caller.Token));

        Assert.Equal(message, cancelled.Message);
    }

    [Fact]
    public void What_breaks_before_a_request_is_handed_to_the_network_was_not_sent()
    {
        foreach (Exception failure in (Exception[])[new IOException(), new HttpRequestException(), new OperationCanceledException()])
        {
            ReferralsException unsent = Assert.IsType<ReferralsException>(FailureTranslator.ToException(failure, NewCall()));

            Assert.StartsWith("create was not sent: the ", unsent.Message, StringComparison.Ordinal);
            Assert.Equal(FailureKind.NothingSent, RetryPolicy.Classify(failure, NewCall()));
        }

        Assert.Contains("(no connection)", FailureTranslator.ToException(new IOException(), NewCall())!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_no_call_made_is_a_fault_of_this_library()
    {
        using HttpRequestMessage request = new();

        Assert.Contains(
            "Every method of IReferralsApi must pass one", Assert.Throws<InvalidOperationException>(() => ReferralCall.Of(request)).Message,
            StringComparison.Ordinal);
    }

    private static ReferralCall NewCall() => new()
    {
        Operation = Operation.Create,
        Kind = CallKind.UnconditionalWrite,
        CorrelationId = Guid.NewGuid(),
        Timeout = TimeSpan.FromSeconds(100),
        MaxAttempts = 4,
        Started = 0,
        CallerCancellation = Cancellation,
        CapturesResponse = false,
    };

    private Task<Referral> GetAsync() =>
        _service.Client(options => options.MaxAttempts = 1).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

    private Task<Referral> ReplaceAsync() => _service.Client().ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation);
}
