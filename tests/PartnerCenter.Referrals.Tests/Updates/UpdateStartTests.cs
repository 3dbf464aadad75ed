using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what an update does before its first request, and when its time ends before its first write.</summary>
public sealed class UpdateStartTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_time_limit_out_of_range_is_refused_before_anything_runs(bool isOfRecord)
    {
        ReferralsClient client = _service.Client();
        ReferralCallOptions options = new() { Timeout = TimeSpan.FromMilliseconds(1) };
        bool hasRun = false;

        await Assert.ThrowsAsync<ArgumentException>("options", () => isOfRecord
            ? client.UpdateAsync(Drafts.Stored, Change, options, Cancellation)
            : client.UpdateAsync(ReferralJson.Id, Change, options, Cancellation));

        Assert.False(hasRun);
        Assert.Empty(_service.Sent);

        Referral Change(Referral deal)
        {
            hasRun = true;
            return UpdatedDeal.OneMore(deal);
        }
    }

    [Fact]
    public async Task An_update_of_a_record_that_changes_nothing_asks_no_user_to_sign_in()
    {
        SignedOutUser user = new(_service.Time);
        ReferralsClient client = _service.Client(options => options.Credential = user);

        Assert.Same(Drafts.Stored, await client.UpdateAsync(Drafts.Stored, deal => deal, cancellationToken: Cancellation));

        Assert.Equal(0, user.Requests);
    }

    [Fact]
    public async Task A_conflict_at_the_very_end_of_the_time_is_not_answered_by_another_write()
    {
        TimeSpan limit = TimeSpan.FromSeconds(1);
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"9\""));

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(() => _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal =>
            {
                _service.Time.Advance(limit);
                return UpdatedDeal.OneMore(deal);
            },
            new ReferralCallOptions { Timeout = limit },
            Cancellation));

        Assert.Equal("\"9\"", conflict.GetCurrent()?.ETag);
        Assert.Equal(["GET", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task An_update_that_is_cancelled_while_it_waits_begins_no_further_call()
    {
        using CancellationTokenSource caller = new();
        RecordedLog log = new();
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json()).RespondsWith(HttpStatusCode.PreconditionFailed);
        ReferralsClient client = _service.Client(options =>
        {
            options.RetryDelay = TimeSpan.FromSeconds(30);
            options.AttemptTimeout = TimeSpan.FromSeconds(50);
            options.LoggerFactory = log;
        });
        Task<Referral> update = client.UpdateAsync(ReferralJson.Id, UpdatedDeal.OneMore, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        string before = log.ToString();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update);
        Assert.Equal(before, log.ToString());
    }

    private sealed class SignedOutUser(TimeProvider time) : ReferralsCredential(time)
    {
        public int Requests { get; private set; }

        internal override bool IsInteractive => true;

        private protected override Task<ReferralsAccessToken> RequestAsync(
            ReferralsTokenRequest request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new ReferralsAccessToken("token-1", DateTimeOffset.MaxValue));
        }
    }
}
