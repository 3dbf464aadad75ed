namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which texts are accepted as a checkpoint.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"from":null,"overlap":0,"seen":[]}""")]
    [InlineData("""{"version":1,"from":null,"overlap":-1,"seen":[]}""")]
    [InlineData("""{"version":1,"from":null,"overlap":9223372036854775807,"seen":[]}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":null}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[null]}""")]
    [InlineData("""
        {"version":1,"from":null,"overlap":0,"seen":[{"id":"a","eTag":"1","updatedDateTime":"2026-01-01T00:00:00Z"},null]}
        """)]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[{"id":null,"eTag":"","updatedDateTime":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"from":"yesterday","overlap":0,"seen":[]}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[],"overlapIsOver":true}""")]
    [InlineData("""{"version":1,"from":"0001-01-01T00:00:00Z","overlap":0,"seen":[],"overlapIsOver":true}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[],"quiet":0}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[],"clock":"2026-01-01T00:00:00Z","quiet":-1}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[],"clock":"2026-01-01T00:00:00Z","quiet":6912000000001}""")]
    [InlineData("""{"version":1,"from":null,"overlap":0,"seen":[],"clock":"yesterday"}""")]
    public void What_is_no_checkpoint_is_refused(string? value)
    {
        Assert.False(ChangeCheckpoint.TryParse(value, out ChangeCheckpoint? checkpoint));
        Assert.Null(checkpoint);
        ArgumentException refusal = Assert.Throws<ArgumentException>(nameof(value), () => ChangeCheckpoint.Parse(value!));
        Assert.Contains("start again from Beginning or Since", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_time_without_a_change_that_is_stored_is_eight_days()
    {
        const string stored = """
            {"version":1,"from":null,"overlap":0,"seen":[],"clock":"2026-01-01T00:00:00Z","quiet":6912000000000}
            """;

        QuietTime quiet = ChangeCheckpoint.Parse(stored).Quiet;

        Assert.Equal(TimeSpan.FromDays(8), quiet.Length);
        Assert.Equal(quiet.Length, quiet.AfterNothing(quiet.Last!.Value.AddDays(1)).Length);
    }

    [Fact]
    public void A_checkpoint_of_any_length_can_be_read_back()
    {
        ChangeVersion change = new(new string('a', 33 * 1024 * 1024), "\"1\"", DateTimeOffset.UnixEpoch);

        ChangeCheckpoint checkpoint = ChangeCheckpoint.Beginning.After([change], change.UpdatedDateTime, ServiceClock.Unknown);

        Assert.True(ChangeCheckpoint.TryParse(checkpoint.Value, out ChangeCheckpoint? restored));
        Assert.True(change == restored.Seen.Single(), "The change that was seen came back as another.");
    }

    [Fact]
    public void Bad_arguments_are_refused_before_a_request_is_sent()
    {
        Assert.Throws<ArgumentOutOfRangeException>("overlap", () => ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.FromTicks(-1)));
        ArgumentException tooLong = Assert.Throws<ArgumentOutOfRangeException>(
            "overlap", () => ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.FromTicks(TimeSpan.TicksPerDay * 7 + 1)));
        Assert.Contains("between zero and seven days", tooLong.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(7), ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.FromDays(7)).Overlap);
        Assert.Throws<ArgumentNullException>("referrals", () => new ReferralChanges(null!, ChangeCheckpoint.Beginning));
        Assert.Throws<ArgumentNullException>("checkpoint", () => new ReferralChanges([], null!));
        Assert.Throws<ArgumentNullException>(
            "Unreadable", () => new ReferralChanges([], ChangeCheckpoint.Beginning) { Unreadable = [null!] });
        Assert.Throws<ArgumentNullException>(
            "checkpoint", () => { _service.Client().ListChangesAsync(null!, cancellationToken: Cancellation); });
        Assert.Empty(_service.Sent);
    }
}
