using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the statuses 404 and 410 in a listing: they speak of the continuation or of the endpoint, never of a referral.</summary>
public sealed class ExpiredContinuationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<HttpStatusCode> Statuses => [HttpStatusCode.NotFound, HttpStatusCode.Gone];

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_stored_continuation_that_has_expired_has_its_own_exception(HttpStatusCode status)
    {
        using ListService service = new(_ => ListAnswer.Of(null) with { Status = status });
        ReferralQuery resumed = new() { Continuation = ReferralContinuation.Parse("$skiptoken=old") };

        ReferralContinuationExpiredException expired = await Assert.ThrowsAsync<ReferralContinuationExpiredException>(
            () => service.Client.ListAsync(resumed, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("Start the listing again without it", expired.Message, StringComparison.Ordinal);
        Assert.Equal((status, 1, "list"), (expired.StatusCode, expired.Page, expired.Operation));
    }

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_link_to_a_page_that_has_expired_has_the_same_exception(HttpStatusCode status)
    {
        using ListService service = new(query => query.Length > 0
            ? ListAnswer.Of(null) with { Status = status }
            : ListAnswer.Of("?$skiptoken=1", ListRecord.At(1, "a")));

        ReferralContinuationExpiredException expired = await Assert.ThrowsAsync<ReferralContinuationExpiredException>(
            () => service.Client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Equal(2, expired.Page);
    }

    [Fact]
    public async Task A_link_of_the_change_feed_that_has_expired_leaves_the_last_checkpoint_to_start_from()
    {
        using ListService service = new(query => query.Contains("$skiptoken", StringComparison.Ordinal)
            ? ListAnswer.Of(null) with { Status = HttpStatusCode.Gone }
            : ListAnswer.Of("?$skiptoken=1"));

        ReferralsException? failure = await service.ReadAsync(ChangeCheckpoint.Beginning, []);

        Assert.IsType<ReferralContinuationExpiredException>(failure);
        Assert.Contains("from its last checkpoint", failure.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_listing_that_does_not_exist_means_that_the_endpoint_is_wrong(HttpStatusCode status)
    {
        using ListService service = new(_ => ListAnswer.Of(null) with { Status = status });

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => service.Client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("no collection of referrals at this address. Check the endpoint.", failure.Message, StringComparison.Ordinal);
    }
}
