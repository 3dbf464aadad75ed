using System.Net;
using System.Net.Sockets;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that each exception says whether the same call may succeed later.</summary>
public sealed class TransienceTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(409, false)]
    [InlineData(410, false)]
    [InlineData(412, false)]
    [InlineData(429, true)]
    [InlineData(444, true)]
    [InlineData(460, true)]
    [InlineData(499, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(505, false)]
    [InlineData(509, true)]
    [InlineData(520, true)]
    [InlineData(302, false)]
    public async Task A_refused_read_is_transient_if_the_service_or_a_gateway_had_a_problem(int status, bool isTransient)
    {
        _service.RespondsWith((HttpStatusCode)status);

        Assert.Equal(isTransient, (await FailedReadAsync()).IsTransient);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(429, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task A_write_is_transient_only_if_it_certainly_had_no_effect(int status, bool isTransient)
    {
        _service.RespondsWith((HttpStatusCode)status);

        var failure = await Assert.ThrowsAnyAsync<ReferralsException>(() => _service.Client(options =>
        {
            options.MaxAttempts = 1;
            options.ResolveUnknownOutcomes = false;
        }).CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal(isTransient, failure.IsTransient);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ResponseEnded)]
    public async Task A_read_that_did_not_reach_the_service_or_lost_its_response_is_transient(HttpRequestError error)
    {
        _service.RespondsWith(() => throw new HttpRequestException(error, inner: new SocketException()));

        Assert.True((await FailedReadAsync()).IsTransient);
    }

    [Theory]
    [InlineData("<html>An outage.</html>")]
    [InlineData("""{ "id": """)]
    [InlineData("")]
    public async Task A_response_that_cannot_be_read_is_not_transient(string body)
    {
        _service.RespondsWith(HttpStatusCode.OK, body);

        Assert.False((await FailedReadAsync()).IsTransient);
    }

    [Fact]
    public void Exceptions_that_a_program_makes_are_transient_by_their_kind()
    {
        Assert.All<ReferralsException>(
            [new ReferralsThrottledException("m"), new ReferralsTimeoutException("m")], one => Assert.True(one.IsTransient));
        Assert.All<ReferralsException>(
            [
                new ReferralsException("m"), new ReferralNotFoundException("m"), new ReferralConflictException("m"),
                new ReferralOutcomeUnknownException("m"), new ReferralsAuthenticationException("m"),
                new CoSellIncompleteException(Drafts.Stored, mayHaveInvited: true, new ReferralsTimeoutException("m")),
            ],
            one => Assert.False(one.IsTransient));
        Assert.True(new ReferralsException("m") { IsTransient = true }.IsTransient);
    }

    [Fact]
    public void An_outcome_that_is_unknown_cannot_be_made_transient()
    {
        Assert.Throws<ArgumentException>("value", () => new ReferralOutcomeUnknownException("m") { IsTransient = true });
        Assert.False(new ReferralOutcomeUnknownException("m") { IsTransient = false }.IsTransient);
    }

    private Task<ReferralsException> FailedReadAsync() => Assert.ThrowsAnyAsync<ReferralsException>(
        () => _service.Client(options => options.MaxAttempts = 1).GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
}
