using Microsoft.Extensions.Logging.Abstractions;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what becomes of the refresh token in an answer of Entra that comes after its request was left behind.</summary>
public sealed class LateAnswerTests : IDisposable
{
    private const int Lifetime = 140_000_000; // MSAL uses this machine's clock, and no token that lives for five years.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly MockedEntra _entra = new();
    private readonly InterruptedEntra _way;
    private readonly SignalledTime _time = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    public LateAnswerTests() => _way = new InterruptedEntra(_entra);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _way.Dispose();

    [Fact]
    public async Task An_answer_of_Entra_that_comes_late_still_has_its_refresh_token_stored()
    {
        TaskCompletionSource<string> stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ReferralsCredential credential = Stored(new CallbackRefreshTokenStore(
            _ => new("initial"),
            (token, _) =>
            {
                stored.SetResult(token);
                return default;
            }));
        // The first request rotated the token, so the second one with the same token is refused.
        _entra.GivesUser("late", "rotated", lifetime: Lifetime).Refuses();
        Task sent = AnswersAfter(late.Task);
        using AccessTokenProvider provider = new(credential, _time, NullLogger.Instance);
        Task first = provider.GetAsync(Cancellation).AsTask();
        await sent.WaitAsync(Patience, Cancellation);
        _time.Advance(Minute);
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation));

        late.SetResult();

        Assert.Equal("rotated", await stored.Task.WaitAsync(Patience, Cancellation));
        Assert.Equal(2, _entra.Requests.Count);
    }

    [Fact]
    public async Task An_answer_of_Entra_that_comes_late_does_not_replace_a_newer_refresh_token()
    {
        string stored = "initial";
        List<string> written = [];
        TaskCompletionSource late = new();
        TaskCompletionSource readAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isLate = false;
        ReferralsCredential credential = Stored(new CallbackRefreshTokenStore(
            _ =>
            {
                if (isLate)
                {
                    readAgain.TrySetResult();
                }

                return new(stored);
            },
            (token, _) =>
            {
                written.Add(stored = token);
                return default;
            }));
        _entra.GivesUser("late", "old", lifetime: Lifetime).GivesUser("second", "newer", lifetime: Lifetime)
            .GivesUser("third", "newest", lifetime: Lifetime);
        Task sent = AnswersAfter(late.Task);
        using AccessTokenProvider provider = new(credential, _time, NullLogger.Instance);
        Task first = provider.GetAsync(Cancellation).AsTask();
        await sent.WaitAsync(Patience, Cancellation);
        _time.Advance(Minute);
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => first.WaitAsync(Patience, Cancellation));
        Assert.Equal("second", (await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation)).Parameter);

        isLate = true;
        late.SetResult();
        await readAgain.Task.WaitAsync(Patience, Cancellation);
        // This request waits until the late answer is dealt with.
        await AcquireAsync(credential, newerThan: DateTimeOffset.MaxValue).WaitAsync(Patience, Cancellation);

        Assert.Equal(["newer", "newest"], written);
        Assert.Equal(["initial", "initial", "newer"], _entra.Requests.Select(request => request.Form["refresh_token"]));
        Assert.Equal("second", (await provider.GetAsync(Cancellation)).Parameter);
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

    private ReferralsCredential Stored(IRefreshTokenStore store) => ReferralsCredential.FromRefreshToken(
        Tenant, _client, "s", store, options: new ReferralsCredentialOptions { HttpMessageHandler = _way, Time = _time });
}
