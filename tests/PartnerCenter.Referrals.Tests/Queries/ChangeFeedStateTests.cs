namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a reading of changes remembers, and up to where it lets its checkpoint move on.</summary>
public sealed class ChangeFeedStateTests
{
    private readonly ChangeFeedState _state = new(ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.Zero));

    [Theory]
    [InlineData(10.0, 20.0)]
    [InlineData(20.0, 10.0)]
    [InlineData(10.0, null)]
    [InlineData(null, 10.0)]
    public void The_earliest_limit_holds(double? first, double? second)
    {
        _state.LimitTo(At(first));
        _state.LimitTo(At(second));

        Assert.Equal(At(10), Take(30).Checkpoint.StartTime);
    }

    [Fact]
    public void Changes_before_the_start_of_the_checkpoint_are_forgotten_when_they_are_many()
    {
        for (int second = 0; second < 1_100; second++)
        {
            Assert.Single(Take(second).Referrals);
        }

        // A reading goes on from its last change, and does not ask for earlier ones again.
        Assert.Single(Take(0).Referrals);
        Assert.Empty(Take(1_099).Referrals);
    }

    private static DateTimeOffset? At(double? second) => second is { } value ? ListService.At(value) : null;

    private ReferralChanges Take(int second) => _state.Take(
        new ReferralPage([new Referral { Id = $"r{second}", ETag = "\"1\"", UpdatedDateTime = At(second) }]), ServiceClock.Unknown);
}
