using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which exceptions the service's refusals become (wire contract 7).</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_envelope_is_read_down_to_the_innermost_code()
    {
        _service.RespondsWith(
            HttpStatusCode.PreconditionFailed,
            """{ "error": { "code": "preconditionFailed", "message": "m", "target": "referral", "innererror": """
                + """{ "code": "resourceModified", "message": "m", "innerError": { "code": "eTagMismatch" } } } }""",
            ("request-id", "service-id"));

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(GetAsync);

        Assert.Equal(["preconditionFailed", "resourceModified", "eTagMismatch"], conflict.ErrorCodes);
        Assert.Equal("eTagMismatch", conflict.ErrorCode);
        Assert.Equal("referral", conflict.ErrorTarget);
        Assert.Equal("service-id", conflict.RequestId);
        Assert.Equal(HttpStatusCode.PreconditionFailed, conflict.StatusCode);
        Assert.Equal("get", conflict.Operation);
        Assert.Equal(_service.Only.Headers["MS-CorrelationId"], conflict.CorrelationId.ToString());
        Assert.Equal(_service.Only.Headers["client-request-id"], conflict.ClientRequestId.ToString());
    }

    [Fact]
    public async Task Partner_Centers_other_envelope_is_read_too()
    {
        _service.RespondsWith(
            HttpStatusCode.Unauthorized, """{ "code": 900421, "description": "MFA required", "data": [], "source": "PartnerCenter" }""");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(GetAsync);

        Assert.Equal("900421", refusal.ErrorCode);
        Assert.Contains("multi-factor", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, typeof(ReferralsAuthenticationException))]
    [InlineData(HttpStatusCode.NotFound, typeof(ReferralNotFoundException))]
    [InlineData(HttpStatusCode.Gone, typeof(ReferralNotFoundException))]
    [InlineData(HttpStatusCode.PreconditionFailed, typeof(ReferralConflictException))]
    [InlineData(HttpStatusCode.Conflict, typeof(ReferralsException))]
    [InlineData(HttpStatusCode.BadRequest, typeof(ReferralsException))]
    [InlineData(HttpStatusCode.Forbidden, typeof(ReferralsException))]
    public async Task Each_status_becomes_the_exception_a_program_would_act_on(HttpStatusCode status, Type expected)
    {
        _service.RespondsWith(status);

        ReferralsException failure = await Assert.ThrowsAnyAsync<ReferralsException>(GetAsync);

        Assert.Equal(expected, failure.GetType());
        Assert.Equal(status, failure.StatusCode);
    }

    [Fact]
    public async Task A_byte_order_mark_hides_no_code_and_a_text_that_is_no_Unicode_no_status()
    {
        _service.RespondsWith(HttpStatusCode.Conflict, "\uFEFF" + """{ "error": { "code": "resourceModified", "message": "m" } }""");
        await Assert.ThrowsAsync<ReferralConflictException>(GetAsync);

        _service.RespondsWith(
            () => MockedService.Response(
                HttpStatusCode.BadRequest, new ByteArrayContent(Encoding.Latin1.GetBytes("""{ "code": "Ungültig" }"""))));
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<ReferralsException>(GetAsync)).StatusCode);
    }

    [Fact]
    public async Task A_409_is_a_conflict_only_if_it_says_so()
    {
        _service.RespondsWith(HttpStatusCode.Conflict, """{ "error": { "code": "resourceModified", "message": "m" } }""");

        await Assert.ThrowsAsync<ReferralConflictException>(GetAsync);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("""{ "error": null }""")]
    [InlineData("""{ "error": "text" }""")]
    [InlineData("""{ "error": { "code": null, "innerError": [] } }""")]
    [InlineData("""{ "error": { "code": "a sentence about ada@fabrikam.example.com" } }""")]
    [InlineData("{ \"error\": { \"code\":")]
    [InlineData("""{ "error": { "code": "\ud800" } }""")]
    public async Task A_body_that_says_nothing_leaves_the_status_to_speak(string body)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, body);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Empty(failure.ErrorCodes);
        Assert.Null(failure.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, failure.StatusCode);
    }

    [Fact]
    public async Task An_error_nested_without_end_is_cut()
    {
        StringBuilder body = new("""{ "error": { "code": "c0" """);
        for (int i = 1; i < 40; i++)
        {
            body.Append(System.Globalization.CultureInfo.InvariantCulture, $$""", "innerError": { "code": "c{{i}}" """);
        }

        body.Append('}', 41);
        _service.RespondsWith(HttpStatusCode.BadRequest, body.ToString());

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(8, failure.ErrorCodes.Count);
    }

    [Fact]
    public async Task At_most_64_KB_of_an_error_are_read()
    {
        CountingStream endless = new();
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.BadRequest, new StreamContent(endless)));

        await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.InRange(endless.BytesRead, 1, 64 * 1024);
    }

    [Fact]
    public async Task An_error_body_that_breaks_off_does_not_hide_the_status()
    {
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.Forbidden, new StreamContent(new BrokenStream())));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(HttpStatusCode.Forbidden, failure.StatusCode);
    }

    [Fact]
    public async Task An_answer_is_read_up_to_the_limit_only()
    {
        CountingStream endless = new((byte)' ');
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.OK, new StreamContent(endless)));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client(options => options.MaxResponseSize = 100_000).GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Contains("MaxResponseSize", failure.Message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 100_000, 200_000);
    }

    [Fact]
    public async Task An_answer_that_says_it_is_too_large_is_not_read_at_all()
    {
        CountingStream body = new();
        StreamContent content = new(body);
        content.Headers.ContentLength = 16 * 1024 * 1024 + 1;
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.OK, content));

        await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Equal(0, body.BytesRead);
    }

    [Fact]
    public async Task An_unreadable_answer_says_where_and_what_it_calls_itself_but_not_what_it_holds()
    {
        _service.RespondsWith(() => MockedService.Response(
            HttpStatusCode.OK, new StringContent("<html>ada@fabrikam.example.com</html>", Encoding.UTF8, "text/html")));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_reported_with_its_cause()
    {
        for (int i = 0; i < 4; i++)
        {
            _service.Throws(new HttpRequestException(HttpRequestError.NameResolutionError));
        }

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Contains("NameResolutionError", failure.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Null(failure.StatusCode);
    }

    [Fact]
    public void A_user_can_make_every_exception_for_tests()
    {
        ReferralsException made =
            new ReferralsThrottledException("m") { RetryAfter = TimeSpan.FromSeconds(3), StatusCode = HttpStatusCode.TooManyRequests };

        Assert.Equal(TimeSpan.FromSeconds(3), made.RetryAfter);
    }

    [Fact]
    public void An_incomplete_co_sell_deal_has_all_details_of_the_failed_invitation()
    {
        ReferralsException failure = new("Refused.")
        {
            StatusCode = HttpStatusCode.Forbidden,
            ErrorCodes = ["outer", "inner"],
            ErrorTarget = "target",
            RequestId = "r-1",
            ClientRequestId = Guid.NewGuid(),
            CorrelationId = Guid.NewGuid(),
            RetryAfter = TimeSpan.FromSeconds(3),
            Operation = "list",
            Page = 2,
            Attempts = 3,
        };

        CoSellIncompleteException incomplete = new(Drafts.Stored, mayHaveInvited: false, failure);

        Assert.Equal(
            (failure.StatusCode, failure.ErrorCode, failure.ErrorTarget, failure.RequestId, failure.ClientRequestId, failure.CorrelationId,
                failure.RetryAfter, failure.Page, 3, "invite"),
            (incomplete.StatusCode, incomplete.ErrorCode, incomplete.ErrorTarget, incomplete.RequestId, incomplete.ClientRequestId,
                incomplete.CorrelationId, incomplete.RetryAfter, incomplete.Page, incomplete.Attempts, incomplete.Operation));
        Assert.Equal(["outer", "inner"], incomplete.ErrorCodes);
        Assert.Equal(
            $"The deal exists ({ReferralJson.Id}), but nobody was invited. Call InviteAsync with the deal of this exception to continue. "
                + "Refused.",
            incomplete.Message);
        Assert.Same(failure, incomplete.InnerException);
    }

    [Fact]
    public void An_incomplete_co_sell_deal_repeats_nothing_of_a_failure_that_is_not_ours()
    {
        CoSellIncompleteException incomplete = new(Drafts.Stored, mayHaveInvited: true, new InvalidTimeZoneException("planted"));

        Assert.Equal(
            $"The deal exists ({ReferralJson.Id}), but the invitation may or may not have been created. Call ListRelatedAsync before you "
                + "invite again. The invitation failed with InvalidTimeZoneException.",
            incomplete.Message);
        Assert.Equal(
            (null, 0, 0, true), (incomplete.StatusCode, incomplete.Attempts, incomplete.ErrorCodes.Count, incomplete.MayHaveInvited));
        Assert.Throws<ArgumentNullException>(
            "deal", () => new CoSellIncompleteException(null!, mayHaveInvited: true, new InvalidTimeZoneException()));
        Assert.Throws<ArgumentNullException>("failure", () => new CoSellIncompleteException(Drafts.Stored, mayHaveInvited: true, null!));
    }

    [Fact]
    public void Violations_are_counted_and_listed_in_the_message()
    {
        RuleViolation[] two = [new("type", "The first rule.", RuleSource.Api), new("status", "The second rule.", RuleSource.Api)];

        Assert.Equal(
            "Nothing was sent: create breaks a rule. type: The first rule.", new ReferralValidationException("create", two[..1]).Message);
        Assert.Equal(
            "Nothing was sent: create breaks 2 rules. type: The first rule. status: The second rule.",
            new ReferralValidationException("create", two).Message);
        Assert.Throws<ArgumentNullException>("violations", () => new ReferralValidationException("create", null!));
    }

    public void Dispose() => _service.Dispose();

    private Task<Referral> GetAsync() => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    /// <summary>An endless stream that counts the bytes read.</summary>
    private sealed class CountingStream(byte fill = (byte)'{') : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill(fill);
            BytesRead += buffer.Length;
            return new(buffer.Length);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("reset"));
    }
}
