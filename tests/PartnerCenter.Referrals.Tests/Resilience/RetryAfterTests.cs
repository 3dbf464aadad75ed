using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests how long a response asks to wait, in each form that services and gateways write it in.</summary>
public sealed class RetryAfterTests : IDisposable
{
    private const string Now = "Tue, 01 Jan 2030 00:00:00 GMT"; // The client's clock stands here.

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("299.997", 300)]
    [InlineData("2.542", 3)]
    [InlineData("0.001", 1)]
    [InlineData("30.0", 30)]
    [InlineData("30, 30", 30)]
    [InlineData("30, 40, 20", 40)]
    [InlineData(" 30 ,", 30)]
    [InlineData("soon, 30", 30)]
    [InlineData("2,5", 5)]
    [InlineData("Tue, 01 Jan 2030 00:00:45 GMT, 30", 45)]
    [InlineData("50, Tue, 01 Jan 2030 00:00:45 GMT", 50)]
    [InlineData("Tuesday, 01-Jan-30 00:00:45 GMT", 45)]
    [InlineData("Tue Jan  1 00:00:45 2030", 45)]
    [InlineData("+30", 30)]
    [InlineData(".5", 1)]
    [InlineData("30;", 30)]
    [InlineData("\"30\"", 30)]
    [InlineData("2030-01-01T00:00:45Z", 45)]
    [InlineData("2030-01-01T01:00:45.5+01:00", 45.5)]
    public async Task A_wait_is_rounded_up_to_whole_seconds_and_the_longest_counts(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), await ReadAsync(("Retry-After", value)));

    [Theory]
    [InlineData("retry-after-ms", "2542", 2542)]
    [InlineData("x-ms-retry-after-ms", "2542.1", 2543)]
    [InlineData("Retry-After-Ms", "100, 300", 300)]
    public async Task A_wait_in_milliseconds_is_read_too(string name, string value, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), await ReadAsync((name, value)));

    [Fact]
    public async Task The_longest_of_all_headers_counts()
    {
        Assert.Equal(TimeSpan.FromSeconds(40), await ReadAsync(("Retry-After", "30"), ("Retry-After", "40")));
        Assert.Equal(TimeSpan.FromSeconds(30), await ReadAsync(("Retry-After", "30"), ("retry-after-ms", "2542")));
        Assert.Equal(
            TimeSpan.FromMilliseconds(31_500), await ReadAsync(("Retry-After", "30"), ("x-ms-retry-after-ms", "31500")));
    }

    [Theory]
    [InlineData("Tue, 01 Jan 2030 08:00:00 GMT", "Tue, 01 Jan 2030 08:00:45 GMT", 45)] // This machine's clock is slow.
    [InlineData("Mon, 31 Dec 2029 20:00:00 GMT", "Mon, 31 Dec 2029 20:00:45 GMT", 45)] // It is fast.
    [InlineData("Tue, 01 Jan 2030 08:00:00 GMT", "Tue, 01 Jan 2030 07:59:00 GMT", 0)]
    [InlineData("yesterday", "Tue, 01 Jan 2030 00:00:45 GMT", 45)]
    [InlineData(Now, "Tue, 01 Jan 2030 00:00:45 GMT", 45)]
    public async Task A_date_is_compared_with_the_Date_of_the_response(string date, string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), await ReadAsync(("Date", date), ("Retry-After", value)));

    [Fact]
    public async Task A_call_waits_for_the_seconds_that_a_fraction_begins()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "2.542"));
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Task<Referral> call = _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.1)));

        await call;
        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("-1e300")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("٣٠")]
    [InlineData("0x1F")]
    [InlineData(",,,")]
    [InlineData("Tue, 99 Jan 2030 00:00:45 GMT")]
    [InlineData("")]
    public async Task What_is_no_wait_is_none(string value)
    {
        Assert.Null(await ReadAsync(("Retry-After", value)));
        Assert.Null(await ReadAsync(("retry-after-ms", value)));
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("1e400")]
    [InlineData("99999999999")]
    [InlineData("thousand digits")]
    public async Task An_absurd_wait_is_the_longest_one(string value)
    {
        value = value == "thousand digits" ? new string('9', 1024) : value;
        Assert.Equal(TimeSpan.FromSeconds(int.MaxValue), await ReadAsync(("Retry-After", value)));
        Assert.InRange((await ReadAsync(("retry-after-ms", value)))!.Value, TimeSpan.FromDays(1000), TimeSpan.FromSeconds(int.MaxValue));
    }

    [Fact]
    public async Task Dates_at_the_ends_of_time_give_the_longest_wait()
    {
        TimeSpan? wait = await ReadAsync(("Date", "Mon, 01 Jan 0001 00:00:00 GMT"), ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"));

        Assert.Equal(TimeSpan.FromSeconds(int.MaxValue), wait);
    }

    private async Task<TimeSpan?> ReadAsync(params (string, string)[] headers)
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable, null, headers);
        ReferralsException refusal = await Assert.ThrowsAnyAsync<ReferralsException>(
            () => _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation));
        return refusal.RetryAfter;
    }
}
