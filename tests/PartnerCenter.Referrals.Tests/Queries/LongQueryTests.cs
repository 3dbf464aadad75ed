namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a listing with a long filter goes on, or says why it cannot.</summary>
public sealed class LongQueryTests
{
    private const int MaxRequestLength = 8_000;
    private const int MaxContinuationLength = 16_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_filter_has_a_continuation_after_a_page_that_is_cut()
    {
        using ListService service = new(_ => ListAnswer.Of(
            "?$skiptoken=1", ListRecord.At(1, "a"), ListRecord.At(2, "b"), ListRecord.At(3, "c"), ListRecord.At(4, "d")));
        ReferralQuery query = new() { Filter = Ids(110), Top = 3 };

        ReferralPage page = await service.Client.ListAsync(query, cancellationToken: Cancellation)
            .AsPages(Cancellation).SingleAsync(Cancellation);

        Assert.Equal(3, page.Referrals.Count);
        Assert.InRange(page.Continuation?.Value.Length ?? 0, MaxRequestLength / 2, MaxRequestLength);
        ReferralQuery resumed = new() { Continuation = ReferralContinuation.Parse(page.Continuation!.Value), MaxPages = 1 };
        await service.Client.ListAsync(resumed, cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.Equal(service.Queries[0], service.Queries[1]);
    }

    [Fact]
    public async Task A_next_link_that_repeats_a_long_filter_is_followed()
    {
        using ListService service = new(query => query.Contains("$skiptoken", StringComparison.Ordinal)
            ? ListAnswer.Of(null, ListRecord.At(2, "b"))
            : ListAnswer.Of(query + "&$skiptoken=" + new string('x', 8_000), ListRecord.At(1, "a")));

        List<Referral> read = await service.Client.ListAsync(new ReferralQuery { Filter = Ids(110) }, cancellationToken: Cancellation)
            .ToListAsync(Cancellation);

        Assert.Equal(["a", "b"], read.Select(referral => referral.Id));
    }

    [Fact]
    public async Task A_next_link_that_is_longer_than_a_continuation_ends_the_listing_with_its_reason()
    {
        using ListService service = new(_ => ListAnswer.Of("?$skiptoken=" + new string('x', MaxContinuationLength), ListRecord.At(1, "a")));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => service.Client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("longer than a continuation may be, which is 16000 characters", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Use a shorter filter.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_the_greatest_length_that_has_no_query_is_not_called_too_long()
    {
        using ListService service = new(_ => ListAnswer.Of("".PadLeft(MaxContinuationLength - ListService.Collection.Length, '/')));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => service.Client.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.Contains("has no query that can be followed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_is_too_long_for_a_request_is_refused_before_anything_is_sent()
    {
        using ListService service = new(_ => ListAnswer.Of(null));
        ReferralQuery query = new() { Filter = Ids(120), Top = 3 };

        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "query", () => service.Client.ListAsync(query, cancellationToken: Cancellation));

        Assert.Contains("at most 8,000. Split the filter", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("query", () => service.Client.ListAsync(query, ProjectionContext.Default.DealLine));
        Assert.Empty(service.Queries);
    }

    private static ReferralFilter Ids(int count) => ReferralFilter.EngagementId.In(
        [.. Enumerable.Range(0, count).Select(number => new Guid(number, 0, 0, new byte[8]))]);
}
