using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the boundaries of the time that an operation of several requests has.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_request_may_still_be_sent_with_exactly_ten_milliseconds_left()
    {
        Deadline deadline = new(_time, Limit);

        _time.Advance(Limit - Shortest);
        Assert.False(deadline.IsOver);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(deadline.IsOver);
    }

    [Fact]
    public void A_request_has_no_longer_than_the_time_that_is_left()
    {
        Deadline deadline = new(_time, Limit);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(3), deadline.Apply(new ReferralCallOptions()).Timeout);
        Assert.Equal(TimeSpan.FromSeconds(3), deadline.Apply(new ReferralCallOptions { Timeout = Limit }).Timeout);
    }

    [Fact]
    public void A_limit_of_the_caller_that_is_shorter_than_the_time_left_stays()
    {
        TimeSpan shorter = TimeSpan.FromSeconds(1);

        Assert.Equal(shorter, new Deadline(_time, Limit).Apply(new ReferralCallOptions { Timeout = shorter }).Timeout);
    }

    [Fact]
    public void A_request_after_the_end_gets_the_shortest_limit_that_a_request_can_have()
    {
        Deadline deadline = new(_time, Limit);
        _time.Advance(Limit * 2);

        Assert.Equal(Shortest, deadline.Apply(new ReferralCallOptions { Timeout = Limit }).Timeout);
    }
}
