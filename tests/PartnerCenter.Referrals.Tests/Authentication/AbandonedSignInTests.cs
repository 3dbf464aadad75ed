using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a sign-in ends when no call waits for it, so that the next call prompts the user again.</summary>
public sealed class AbandonedSignInTests : IDisposable
{
    private const int Lifetime = 140_000_000; // MSAL uses this machine's clock, and no token that lives for five years.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly MockedEntra _entra = new();
    private readonly SignalledTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    public void Dispose() => _entra.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_after_a_cancelled_sign_in_opens_the_browser_again(bool ignoresCancellation)
    {
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int browsers = 0;
        ReferralsClient client = service.Client(options => options.Credential = ReferralsCredential.FromBrowser(
            Tenant,
            $"{Guid.NewGuid()}",
            address =>
            {
                if (++browsers > 1)
                {
                    _ = Browser.RedirectAsync(address, Cancellation);
                    return Task.CompletedTask;
                }

                opened.SetResult();
                return ignoresCancellation ? new TaskCompletionSource().Task : Task.CompletedTask;
            },
            Options));
        _entra.GivesUser("of-the-browser", lifetime: Lifetime);
        using CancellationTokenSource first = new();
        Task<Referral> cancelled = client.GetAsync(ReferralJson.Id, cancellationToken: first.Token);
        await opened.Task.WaitAsync(Patience, Cancellation);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Equal((2, "Bearer of-the-browser"), (browsers, service.Only.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_call_after_a_cancelled_sign_in_shows_a_new_device_code()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int prompts = 0;
        using AccessTokenProvider provider = Device(async () =>
        {
            if (++prompts == 1)
            {
                shown.SetResult();
                await new TaskCompletionSource().Task; // A prompt that ignores its cancellation.
            }
        });
        _entra.GivesDeviceCode().GivesDeviceCode().GivesUser("of-the-user", lifetime: Lifetime);
        using CancellationTokenSource first = new();
        Task cancelled = provider.SignInAsync(first.Token);
        await shown.Task.WaitAsync(Patience, Cancellation);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        AuthenticationHeaderValue token = await provider.GetAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);

        Assert.Equal((2, "of-the-user"), (prompts, token.Parameter));
    }

    [Fact]
    public async Task A_sign_in_goes_on_while_one_of_two_callers_still_waits()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously), user = new();
        int prompts = 0;
        using AccessTokenProvider provider = Device(() =>
        {
            prompts++;
            shown.TrySetResult();
            return user.Task;
        });
        _entra.GivesDeviceCode().GivesUser("of-the-user", lifetime: Lifetime);
        using CancellationTokenSource leaving = new();
        Task leaver = provider.SignInAsync(leaving.Token);
        Task stayer = provider.SignInAsync(Cancellation);
        await shown.Task.WaitAsync(Patience, Cancellation);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        user.SetResult();
        await stayer.WaitAsync(Patience, Cancellation);

        Assert.Equal((1, "of-the-user"), (prompts, (await provider.GetAsync(Cancellation)).Parameter));
    }

    [Fact]
    public async Task A_sign_in_outlives_the_attempt_that_began_it_but_not_the_next_call()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously), never = new();
        int prompts = 0;
        using AccessTokenProvider provider = Device(() =>
        {
            shown.TrySetResult();
            return ++prompts == 1 ? never.Task : Task.CompletedTask;
        });
        _entra.GivesDeviceCode().GivesDeviceCode().GivesUser("of-the-user", lifetime: Lifetime);
        using CancellationTokenSource attempt = new(), secondAttempt = new();
        Task first = provider.GetAsync(attempt.Token, Cancellation).AsTask();
        await shown.Task.WaitAsync(Patience, Cancellation);
        await attempt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Task second = provider.GetAsync(secondAttempt.Token, Cancellation).AsTask();
        await secondAttempt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, prompts);

        await provider.SignInAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Equal((2, "of-the-user"), (prompts, (await provider.GetAsync(Cancellation)).Parameter));
    }

    [Fact]
    public async Task The_next_attempt_of_a_call_gets_the_sign_in_that_outlived_the_first()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously), user = new();
        int prompts = 0;
        using AccessTokenProvider provider = Device(() =>
        {
            prompts++;
            shown.TrySetResult();
            return user.Task;
        });
        _entra.GivesDeviceCode().GivesUser("of-the-user", lifetime: Lifetime);
        using CancellationTokenSource attempt = new();
        Task first = provider.GetAsync(attempt.Token, Cancellation).AsTask();
        await shown.Task.WaitAsync(Patience, Cancellation);
        await attempt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Task<AuthenticationHeaderValue> next = provider.GetAsync(Cancellation).AsTask();
        user.SetResult();

        Assert.Equal(("of-the-user", 1), ((await next.WaitAsync(Patience, Cancellation)).Parameter, prompts));
    }

    [Fact]
    public async Task A_user_is_needed_until_somebody_has_signed_in()
    {
        using AccessTokenProvider provider = Device(() => Task.CompletedTask);
        _entra.GivesDeviceCode().GivesUser("of-the-user", lifetime: Lifetime);
        Assert.True(provider.NeedsUser);

        await provider.SignInAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.False(provider.NeedsUser);
    }

    [Fact]
    public async Task A_second_call_joins_the_token_request_that_a_first_one_waits_for()
    {
        TaskCompletionSource<ReferralsAccessToken> entra = new();
        TaskCompletionSource requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) =>
            {
                Interlocked.Increment(ref requests);
                requested.TrySetResult();
                return new(entra.Task);
            }),
            _time, NullLogger.Instance);
        Task first = provider.SignInAsync(Cancellation);
        await requested.Task.WaitAsync(Patience, Cancellation);

        Task second = provider.SignInAsync(Cancellation);
        entra.SetResult(new ReferralsAccessToken("token", DateTimeOffset.MaxValue));
        await Task.WhenAll(first, second).WaitAsync(Patience, Cancellation);

        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_token_request_without_a_user_goes_on_when_nobody_waits_any_more()
    {
        TaskCompletionSource<ReferralsAccessToken> entra = new();
        TaskCompletionSource requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((_, _) =>
            {
                requests++;
                requested.TrySetResult();
                return new(entra.Task);
            }),
            _time, NullLogger.Instance);
        using CancellationTokenSource leaving = new();
        Task leaver = provider.GetAsync(leaving.Token).AsTask();
        await requested.Task.WaitAsync(Patience, Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);

        Task<AuthenticationHeaderValue> next = provider.GetAsync(Cancellation).AsTask();
        entra.SetResult(new ReferralsAccessToken("token", DateTimeOffset.MaxValue));

        Assert.Equal(("token", 1), ((await next.WaitAsync(Patience, Cancellation)).Parameter, requests));
    }

    private AccessTokenProvider Device(Func<Task> prompt) => new(
        ReferralsCredential.FromDeviceCode(Tenant, $"{Guid.NewGuid()}", (_, _) => prompt(), Options), _time, NullLogger.Instance);
}
