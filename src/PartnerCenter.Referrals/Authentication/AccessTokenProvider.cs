using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Caches one access token and renews it ahead of time: one caller renews while the others use the cached token. Callers without a valid
/// token wait for the same renewal. It exists because a look-up in the sign-in library costs more than a whole request.
/// </summary>
/// <param name="credential">The source of the tokens.</param>
/// <param name="time">The clock for expiry and time limits.</param>
/// <param name="logger">Logs new tokens and failed renewals.</param>
/// <param name="jitter">Returns a number from 0 to 1, once for each token; null for a random one.</param>
internal sealed class AccessTokenProvider(ReferralsCredential credential, TimeProvider time, ILogger logger, Func<double>? jitter = null)
    : IDisposable
{
    /// <summary>The scope of the tokens (wire contract 8).</summary>
    public const string Scope = "https://api.partner.microsoft.com/.default";

    private static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(60);
    // As long as Entra's device codes live.
    private static readonly TimeSpan InteractiveTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private CachedAccessToken? _cached;
    private Renewal? _renewal;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>How long a token may take to come: a user takes the time a user takes.</summary>
    public static TimeSpan TimeLimit(ReferralsCredential credential, bool mayPrompt) =>
        credential.IsInteractive && mayPrompt ? InteractiveTimeout : RenewalTimeout;

    /// <summary>Whether a user has to sign in before there is a token.</summary>
    public bool NeedsUser => credential.IsInteractive && Volatile.Read(ref _cached) is not { IsUsable: true };

    /// <summary>Whether <see cref="HandleChallengeAsync"/> is of use.</summary>
    public bool HandleClaimsChallenges => credential.HandleClaimsChallenges;

    /// <summary>The header value for a request that leaves now.</summary>
    /// <exception cref="ReferralsAuthenticationException">No token could be had.</exception>
    public ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken cancellationToken)
    {
        CachedAccessToken? cached = Volatile.Read(ref _cached);
        if (cached is { IsFresh: true })
        {
            return new(cached.Header);
        }

        if (cached is { IsUsable: true })
        {
            RenewInBackground(cached);
            return new(cached.Header);
        }

        return new(WaitAsync(cancellationToken));
    }

    /// <summary>Waits for the user.</summary>
    /// <exception cref="ReferralsAuthenticationException">The user did not sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    /// <summary>
    /// The service has refused the token: the next call gets another one. A token that was new is kept, since what is refused at once will
    /// be refused again, and Entra must not be asked at every call.
    /// </summary>
    public void Rejected(AuthenticationHeaderValue header)
    {
        lock (_lock)
        {
            if (_cached is { IsNew: false } cached && ReferenceEquals(cached.Header, header))
            {
                cached.MarkRejected();
            }
        }
    }

    /// <summary>
    /// The service wants claims that the token does not have: one token that has them is obtained for all who are told so.
    /// </summary>
    /// <returns>
    /// The header value to repeat the request with, or null if the refusal stands: what answered a challenge just now is challenged again.
    /// </returns>
    /// <exception cref="ReferralsAuthenticationException">No such token could be had.</exception>
    public async Task<AuthenticationHeaderValue?> HandleChallengeAsync(
        AuthenticationHeaderValue refused, string claims, CancellationToken cancellationToken)
    {
        while (true)
        {
            Renewal renewal;
            lock (_lock)
            {
                if (_cached is { Claims: not null, IsUsable: true } answer)
                {
                    if (!ReferenceEquals(answer.Header, refused))
                    {
                        // Somebody was faster.
                        return answer.Header;
                    }

                    if (answer.IsNew)
                    {
                        return null;
                    }
                }

                if (_cached is { } cached && ReferenceEquals(cached.Header, refused))
                {
                    // Nobody else shall try it.
                    cached.MarkRejected();
                }

                renewal = _renewal ??= StartRenewal(_cached, mayPrompt: true, claims);
            }

            try
            {
                CachedAccessToken renewed = await renewal.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (renewal.Claims is not null)
                {
                    return renewed.Header;
                }
            }
            catch (ReferralsAuthenticationException) when (renewal.Claims is null)
            {
                // An ordinary renewal was under way; the one with the claims is started now.
            }
        }
    }

    public void Dispose()
    {
        _disposal.Cancel();
        _disposal.Dispose();
        Volatile.Write(ref _cached, null);
    }

    private async Task<AuthenticationHeaderValue> WaitAsync(CancellationToken cancellationToken)
    {
        Renewal renewal;
        lock (_lock)
        {
            if (_cached is { IsUsable: true } cached)
            {
                return cached.Header;
            }

            renewal = _renewal ??= StartRenewal(_cached, mayPrompt: true);
        }

        try
        {
            return (await renewal.Task.WaitAsync(cancellationToken).ConfigureAwait(false)).Header;
        }
        catch (ReferralsAuthenticationException) when (!renewal.MayPrompt && credential.IsInteractive)
        {
            // It was started in the background, where no user may be asked; here somebody waits.
            return await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void RenewInBackground(CachedAccessToken cached)
    {
        lock (_lock)
        {
            if (_renewal is null && _cached == cached && time.GetUtcNow() >= _notBefore)
            {
                _renewal = StartRenewal(cached, mayPrompt: false);
            }
        }
    }

    // Called under the lock, and free of any caller's cancellation: one who leaves must not take the token from the others.
    private Renewal StartRenewal(CachedAccessToken? cached, bool mayPrompt, string? claims = null)
    {
        ReferralsTokenRequest request = new(Scope, cached?.ExpiresOn, mayPrompt, claims);
        Task<CachedAccessToken> task = Task.Run(() => RenewAsync(request));
        // Seen here, so that a failure in the background is not an unobserved one: the token in hand serves until it expires, and whoever
        // then waits for the next renewal gets that one's failure.
        task.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new Renewal(task, mayPrompt, claims);
    }

    // Its end is entered before the task completes: nobody may join a renewal that is over.
    private async Task<CachedAccessToken> RenewAsync(ReferralsTokenRequest request)
    {
        try
        {
            ReferralsAccessToken token = await AcquireAndReportAsync(request).ConfigureAwait(false);
            CachedAccessToken renewed = new(token, request.Claims, time, jitter?.Invoke() ?? Random.Shared.NextDouble());
            lock (_lock)
            {
                _renewal = null;
                Volatile.Write(ref _cached, renewed);
            }

            return renewed;
        }
        catch
        {
            lock (_lock)
            {
                _renewal = null;
                _notBefore = time.GetUtcNow() + DelayAfterFailure;
            }

            throw;
        }
    }

    private async Task<ReferralsAccessToken> AcquireAndReportAsync(ReferralsTokenRequest request)
    {
        long started = time.GetTimestamp();
        ReferralsAccessToken token;
        try
        {
            token = await AcquireAsync(request).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            TimeSpan wasted = time.GetElapsedTime(started);
            if (Volatile.Read(ref _cached) is { IsUsable: true } cached && !_disposal.IsCancellationRequested)
            {
                ReferralsAuthenticationException? known = failure as ReferralsAuthenticationException;
                Log.RenewalFailed(
                    logger, failure.GetType().Name, known?.EntraErrorCode, wasted.TotalMilliseconds, known?.EntraCorrelationId,
                    cached.ExpiresOn.ToUniversalTime());
            }

            Instruments.TokenDuration.Record(
                wasted.TotalSeconds, KeyValuePair.Create<string, object?>("error.type", failure.GetType().Name));
            throw;
        }

        TimeSpan duration = time.GetElapsedTime(started);
        Log.TokenAcquired(logger, duration.TotalMilliseconds, token.ExpiresOn.ToUniversalTime());
        Instruments.TokenDuration.Record(duration.TotalSeconds);
        return token;
    }

    private async Task<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request)
    {
        TimeSpan limit = TimeLimit(credential, request.MayPrompt);
        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _disposal.Token);
        try
        {
            return await credential.AcquireAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new ReferralsAuthenticationException($"No token came within {limit.TotalSeconds:0} seconds. Check the network and "
                + "AuthorityHost.")
            {
                IsTransient = true,
            };
        }
    }

    private sealed record Renewal(Task<CachedAccessToken> Task, bool MayPrompt, string? Claims);
}
