using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests what the client reads from an error's body (wire contract 7.1): codes and paths, and nothing that could be a sentence.
/// </summary>
public sealed class ErrorBodyTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task A_code_has_128_characters_at_most(int length, bool isTaken)
    {
        ReferralsException failure = await RefusedAsync($$"""{ "error": { "code": "{{new string('a', length)}}" } }""");

        Assert.Equal(isTaken, failure.ErrorCode is not null);
    }

    [Theory]
    [InlineData("$filter")]
    [InlineData("details/requirements/solutions[0].id")]
    [InlineData("customer-profile_name")]
    public async Task A_target_is_taken_even_without_a_code(string target)
    {
        ReferralsException failure = await RefusedAsync($$"""{ "error": { "target": "{{target}}" } }""");

        Assert.Equal((target, 0), (failure.ErrorTarget, failure.ErrorCodes.Count));
    }

    [Theory]
    [InlineData("""{ "error": { "code": "c", "target": "the deal of ada@fabrikam.example.com" } }""")]
    [InlineData("""{ "error": { "code": "c", "target": "" } }""")]
    [InlineData("""{ "error": { "code": "c", "target": true } }""")]
    [InlineData("""{ "code": "c", "error": "planted" }""")]
    [InlineData("""{ "error": { "code": "c", "innerError": { "code": "", "innerError": { } } } }""")]
    [InlineData("""{ "error": { "code": "c", "innerError": { "code": "two words", "innerError": { } } } }""")]
    public async Task A_sentence_is_no_target_and_no_code(string body)
    {
        ReferralsException failure = await RefusedAsync(body);

        Assert.Equal(["c"], failure.ErrorCodes);
        Assert.Null(failure.ErrorTarget);
    }

    [Theory]
    [InlineData("""{ "code": "c" FILL}""", 64 * 1024, "c")]
    [InlineData("""{ "code": "c" FILL}""", (64 * 1024) + 1, "c")]
    [InlineData("""{ "error": { "code": "c", "details": [ { "target": "FILL" } ] } }""", 1024 * 1024, "c")]
    [InlineData("""{ "error": { "code": "c", "innerError": { "code": "i", "number": FILL5 } } }""", 100_000, "i")]
    [InlineData("""{ "error": { "code": "c", "innerError": FILL{ "code": "i" } } }""", 100_000, "c")]
    [InlineData("""{ "error": { "code": "c" }, "data": [ FILL1 ] }""", 100_000, "c")]
    [InlineData("""{ FILL"code": "c" }""", 100_000, null)]
    [InlineData("""{ "code": "c" ] FILL}""", 100_000, null)]
    [InlineData("<html>FILL</html>", 100_000, null)]
    public async Task A_body_is_read_up_to_64_KB_and_what_comes_after_them_hides_no_code(string format, int length, string? code)
    {
        foreach (int? announced in new int?[] { null, length })
        {
            byte[] body = Encoding.ASCII.GetBytes(
                format.Replace("FILL", new string(' ', length - format.Length + "FILL".Length), StringComparison.Ordinal));
            StreamContent content = new(new Pieces(body));
            content.Headers.ContentLength = announced;
            _service.RespondsWith(() => MockedService.Response(HttpStatusCode.BadRequest, content));

            ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

            Assert.Equal(code, failure.ErrorCode);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(100)]
    public async Task However_many_details_there_are_the_inner_error_decides_the_exception(int count)
    {
        string details = string.Join(", ", Enumerable.Range(0, count).Select(one => $$"""{ "code": "d{{one}}" }"""));
        _service.RespondsWith(
            HttpStatusCode.Conflict,
            $$"""
            { "error": { "code": "conflict", "message": "Outer words.", "details": [ {{details}} ],
              "innerError": { "code": "resourceModified", "message": "Inner words." } } }
            """);

        ReferralConflictException failure = await Assert.ThrowsAsync<ReferralConflictException>(GetAsync);

        Assert.Equal(["conflict", "d0", "d1", "d2", "d3", "d4", "d5", "resourceModified"], failure.ErrorCodes);
        Assert.Equal(("resourceModified", "Inner words."), (failure.ErrorCode, failure.GetServiceMessage()));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(30_000)]
    public async Task A_body_of_any_depth_is_read(int depth)
    {
        ReferralsException failure = await RefusedAsync(
            $$"""{ "deep": {{new string('[', depth)}}{{new string(']', depth)}}, "error": { "code": "c", "message": "Words." } }""");

        Assert.Equal(("c", "Words."), (failure.ErrorCode, failure.GetServiceMessage()));
    }

    [Fact]
    public async Task A_body_that_nests_without_an_end_is_read_as_far_as_it_goes()
    {
        ReferralsException failure = await RefusedAsync($$"""{ "code": "c", "deep": {{new string('[', 100_000)}}""");

        Assert.Equal("c", failure.ErrorCode);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_it_says_is_read_all_the_same()
    {
        StreamContent content = new(new Pieces(Encoding.ASCII.GetBytes("""{ "code": "a-code-of-some-length" }""")));
        content.Headers.ContentLength = 3;
        _service.RespondsWith(() => MockedService.Response(HttpStatusCode.BadRequest, content));

        Assert.Equal("a-code-of-some-length", (await Assert.ThrowsAsync<ReferralsException>(GetAsync)).ErrorCode);
    }

    [Fact]
    public async Task An_explanation_that_breaks_off_in_whatever_way_leaves_the_status_to_speak()
    {
        Exception[] failures =
            [new IOException(), new HttpRequestException(), new InvalidDataException(), new OperationCanceledException()];
        foreach (Exception failure in failures)
        {
            _service.RespondsWith(
                () => MockedService.Response(HttpStatusCode.Forbidden, new StreamContent(new Pieces([], failure)), ("request-id", "r-1")));

            ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

            Assert.Equal((HttpStatusCode.Forbidden, "r-1"), (refusal.StatusCode, refusal.RequestId));
        }
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_explanation_is_read_has_cancelled()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(
            () => MockedService.Response(
                HttpStatusCode.Forbidden, new StreamContent(new Pieces([], new OperationCanceledException(), caller))));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: caller.Token));
    }

    private async Task<ReferralsException> RefusedAsync(string body)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, body);
        return await Assert.ThrowsAsync<ReferralsException>(GetAsync);
    }

    private Task<Referral> GetAsync() =>
        _service.Client(options => options.MaxAttempts = 1).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    /// <summary>Returns a thousand bytes at a time, and fails at the end if requested.</summary>
    private sealed class Pieces(byte[] bytes, Exception? failure = null, CancellationTokenSource? cancelled = null) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancelled?.Cancel();
            return failure is null
                ? base.ReadAsync(buffer[..Math.Min(1000, buffer.Length)], CancellationToken.None)
                : ValueTask.FromException<int>(failure);
        }
    }
}
