using System.Net;
using Microsoft.Extensions.Time.Testing;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which refresh token is redeemed, and that a request that was left behind redeems no other.</summary>
public sealed class RedeemedTokenTests : IDisposable
{
    private const int Lifetime = 140_000_000; // MSAL uses this machine's clock, and no token that lives for five years.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly MockedEntra _entra = new();
    private readonly InterruptedEntra _way;
    private readonly WatchedTime _time = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    public RedeemedTokenTests() => _way = new InterruptedEntra(_entra);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _way, Time = _time };

    private IEnumerable<string> Redeemed => _entra.Requests.Select(request => request.Form["refresh_token"]);

    public void Dispose() => _way.Dispose();

    [Fact]
    public async Task Claims_are_asked_for_although_a_valid_token_is_cached()
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", Options);
        _entra.GivesUser("first", lifetime: Lifetime).GivesUser("with-claims", lifetime: Lifetime);
        await AcquireAsync(credential);

        ReferralsAccessToken answer = await AcquireAsync(credential, claims: """{"access_token":{"nbf":{"essential":true}}}""");

        Assert.Equal("with-claims", answer.Token);
        Assert.Contains("nbf", _entra.Last["claims"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temporarily_unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData("invalid_grant", HttpStatusCode.ServiceUnavailable)]
    [InlineData("interaction_required", HttpStatusCode.BadRequest)]
    public async Task A_refusal_for_another_reason_than_the_refresh_token_leads_to_no_other(string error, HttpStatusCode status)
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "s", new CallbackRefreshTokenStore(_ => new("stored"), (_, _) => default), "initial", Options);
        _entra.Refuses(error, "AADSTS50076", status);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));

        Assert.Equal("AADSTS50076", refusal.EntraErrorCode);
        Assert.Equal(["stored"], Redeemed);
    }

    [Fact]
    public async Task A_token_request_that_hangs_at_Entra_ends_after_a_minute_and_redeems_no_other_token()
    {
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", Options);
        _entra.GivesUser("first", "rotated", lifetime: Lifetime).Refuses().GivesUser("unwanted");
        await AcquireAsync(credential);
        TaskCompletionSource late = new();
        Task sent = AnswersAfter(late.Task);
        Task call = AcquireAsync(credential, newerThan: DateTimeOffset.MaxValue);
        await sent.WaitAsync(Patience, Cancellation);

        _time.Advance(Minute);
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => call.WaitAsync(Patience, Cancellation));
        await Task.Run(late.SetResult, Cancellation); // Runs what follows the response before it returns.

        Assert.Equal("No token was received within 60 seconds. Check the network and AuthorityHost.", failure.Message);
        Assert.True(failure.IsTransient);
        Assert.Equal(["initial", "rotated"], Redeemed);
    }

    [Fact]
    public async Task An_answer_of_Entra_that_comes_late_waits_for_the_request_that_is_under_way()
    {
        TaskCompletionSource<string> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WatchedCache cache = new();
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "s",
            new CallbackRefreshTokenStore(
                _ => new("initial"),
                (token, _) =>
                {
                    written.TrySetResult(token);
                    return default;
                }),
            options: new() { HttpMessageHandler = _way, Time = _time, TokenCache = cache });
        _entra.GivesUser("late", "old", lifetime: Lifetime).GivesUser("second", "newer", lifetime: Lifetime);
        TaskCompletionSource late = new(), next = new();
        Task sent = AnswersAfter(late.Task);
        Task first = AcquireAsync(credential);
        await sent.WaitAsync(Patience, Cancellation);
        _time.Advance(Minute);
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation));
        sent = AnswersAfter(next.Task);
        Task<ReferralsAccessToken> second = AcquireAsync(credential);
        await sent.WaitAsync(Patience, Cancellation);

        await Task.Run(late.SetResult, Cancellation); // Runs what follows the response, usually before it returns.
        await cache.Written.WaitAsync(Patience, Cancellation);
        Assert.DoesNotContain(TimeSpan.FromSeconds(10), _time.Waits); // The limit of an access to the store.
        next.SetResult();

        Assert.Equal("second", (await second.WaitAsync(Patience, Cancellation)).Token);
        Assert.Equal("newer", await written.Task.WaitAsync(Patience, Cancellation));
    }

    private Task AnswersAfter(Task late)
    {
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _way.Then(() =>
        {
            sent.SetResult();
            return late;
        });
        return sent.Task;
    }

    private sealed class WatchedCache : IReferralsTokenCache
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => new((byte[]?)null);

        public ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken)
        {
            _written.TrySetResult();
            return default;
        }
    }

    /// <summary>Records how long code waits.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly List<TimeSpan> _waits = [];

        public IReadOnlyList<TimeSpan> Waits
        {
            get
            {
                lock (_waits)
                {
                    return [.. _waits];
                }
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_waits)
            {
                _waits.Add(dueTime);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
