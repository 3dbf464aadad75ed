using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests updates after a conflict: they start again after a wait, a limited number of times.</summary>
public sealed class UpdateConflictTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conflict_is_answered_by_reading_again_and_applying_again()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"1\"", 100)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(
                HttpStatusCode.OK, UpdatedDeal.Json("\"2\"", 200)).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"3\"", 201));

        Referral now = await _service.Client().UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: Cancellation);

        Assert.Equal(["GET", "PATCH", "GET", "PATCH"], _service.Sent.Select(request => request.Method));
        Assert.Equal("\"2\"", _service.Sent[3].Headers["If-Match"]);
        Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":201}]""", _service.Sent[3].Body);
        Assert.Equal("\"3\"", now.ETag);
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Too_many_conflicts_end_it_with_the_referral_as_it_is(int maxConflictRetries)
    {
        for (int i = 0; i <= maxConflictRetries; i++)
        {
            _service.RespondsWith(
                HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed, headers: ("request-id", "r"));
        }

        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"9\""));

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(() => _service.Client().UpdateAsync(
            ReferralJson.Id, UpdatedDeal.OneMore, new ReferralCallOptions { MaxConflictRetries = maxConflictRetries }, Cancellation));

        Assert.Equal("\"9\"", conflict.GetCurrent()?.ETag);
        Assert.StartsWith(
            $"Others changed the referral before every write of this update (conflicts: {maxConflictRetries + 1}); nothing was written. "
                + conflict.InnerException!.Message,
            conflict.Message,
            StringComparison.Ordinal);
        Assert.Equal(("update", "r", HttpStatusCode.PreconditionFailed), (conflict.Operation, conflict.RequestId, conflict.StatusCode));
        Assert.Equal((maxConflictRetries * 2) + 3, _service.Sent.Count);
    }

    [Fact]
    public async Task Five_conflicts_are_borne_by_default()
    {
        for (int i = 0; i <= 5; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed);
        }

        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: Cancellation));

        Assert.Equal(6, _service.Sent.Count(request => request.Method == "PATCH"));
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task After_a_lost_answer_a_conflict_leaves_the_outcome_unknown_even_if_the_referral_looks_as_intended(string method)
    {
        Referral Change(Referral deal) => method == "PATCH" ? UpdatedDeal.OneMore(deal) : UpdatedDeal.OneMore(deal) with { Name = "Older" };
        string asIntended = UpdatedDeal.Json("\"2\"", 101);
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"1\"", 100))
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(
                HttpStatusCode.OK, method == "PATCH" ? asIntended : asIntended.Replace("\"Old\"", "\"Older\"", StringComparison.Ordinal));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, Change, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.PreconditionFailed, unknown.StatusCode);
        Assert.Equal(["GET", method, method], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("PATCH", "")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "{")]
    [InlineData("PUT", "[]")]
    public async Task After_a_success_that_cannot_be_read_the_referral_is_read(string method, string body)
    {
        string asIntended = UpdatedDeal.Json("\"2\"", 101);
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"1\"", 100)).RespondsWith(HttpStatusCode.OK, body).RespondsWith(
            HttpStatusCode.OK, method == "PATCH" ? asIntended : asIntended.Replace("\"Old\"", "\"Older\"", StringComparison.Ordinal));

        Referral now = await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => method == "PATCH" ? UpdatedDeal.OneMore(deal) : UpdatedDeal.OneMore(deal) with { Name = "Older" },
            cancellationToken: Cancellation);

        Assert.Equal("\"2\"", now.ETag);
        Assert.Equal(["GET", method, "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_success_that_cannot_be_read_leaves_the_outcome_unknown_if_the_referral_does_not_show_the_update()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"1\"", 100)).RespondsWith(HttpStatusCode.OK, "")
            .RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"1\"", 100));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task The_wait_after_a_conflict_doubles_each_time_and_is_jittered()
    {
        for (int i = 0; i <= 20; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed);
        }

        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());
        ReferralsClient client = _service.Client(options =>
        {
            options.RetryDelay = TimeSpan.FromSeconds(16);
            options.AttemptTimeout = TimeSpan.FromMinutes(2); // Longer than the expected waits, to tell them apart.
            options.Timeout = TimeSpan.FromMinutes(10);
            options.MaxConflictRetries = 20;
        });
        Task<Referral> update = client.UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: Cancellation);
        List<TimeSpan> waits = [];
        Task<TimeSpan> wait = NextWaitAsync();
        while (await Task.WhenAny(update, wait) == wait)
        {
            waits.Add(await wait);
            // The wait is at most a sixteenth of the delay, then twice that, up to half a minute.
            int conflicts = _service.Sent.Count(request => request.Method == "PATCH") - 1;
            Assert.InRange(waits[^1], TimeSpan.Zero, TimeSpan.FromSeconds(Math.Min(Math.Pow(2, conflicts), 30)));
            _service.Time.Advance(waits[^1]);
            wait = NextWaitAsync();
        }

        await Assert.ThrowsAsync<ReferralConflictException>(() => update);
        Assert.InRange(waits.Distinct().Count(), 2, 21); // Jitter may make one wait too short to be observed.
        // Fifteen waits may be half a minute: jitter cannot make all of them shorter than the first.
        Assert.Contains(waits, one => one > TimeSpan.FromSeconds(1));

        Task<TimeSpan> NextWaitAsync() => _service.Time.WaitStartedAsync(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_cancelled_wait_between_two_tries_ends_at_once()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed);
        ReferralsClient client = _service.Client(options =>
        {
            options.RetryDelay = TimeSpan.FromSeconds(30);
            options.AttemptTimeout = TimeSpan.FromSeconds(50);
        });
        Task<Referral> update = client.UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update);
        Assert.Equal("The caller cancelled update; it had no effect.", cancelled.Message); // A conflict proves that it had no effect.
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.Equal(2, _service.Sent.Count);
    }

    public void Dispose() => _service.Dispose();
}
