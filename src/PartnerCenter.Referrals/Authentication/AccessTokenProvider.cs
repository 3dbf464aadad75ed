using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>
/// Caches one access token and renews it before it expires: one caller renews while the others use the cached token. Callers without a
/// valid token wait for the same renewal. The cache exists because a look-up in MSAL costs more than a whole request.
/// </summary>
/// <param name="credential">The source of the tokens.</param>
/// <param name="time">The clock for expiry and time limits.</param>
/// <param name="logger">The logger for new tokens and failed renewals.</param>
/// <param name="jitter">A function that returns a number from 0 to 1, once for each token; null for random numbers.</param>
internal sealed class AccessTokenProvider(ReferralsCredential credential, TimeProvider time, ILogger logger, Func<double>? jitter = null)
    : IDisposable
{
    /// <summary>Specifies the OAuth scope of the tokens (wire contract 8).</summary>
    public const string Scope = "https://api.partner.microsoft.com/.default";

    private static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(60);
    // The lifetime of Entra's device codes.
    private static readonly TimeSpan InteractiveTimeout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private CachedAccessToken? _cached;
    private Renewal? _renewal;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Returns the time limit for obtaining a token, which is longer if a user may have to sign in.</summary>
    public static TimeSpan TimeLimit(ReferralsCredential credential, bool mayPrompt) =>
        credential.IsInteractive && mayPrompt ? InteractiveTimeout : RenewalTimeout;

    /// <summary>Gets whether a user has to sign in before a token is available.</summary>
    public bool NeedsUser => credential.IsInteractive && Volatile.Read(ref _cached) is not { IsUsable: true };

    /// <summary>Gets whether claims challenges are to be passed to <see cref="HandleChallengeAsync"/>.</summary>
    public bool HandleClaimsChallenges => credential.HandleClaimsChallenges;

    /// <summary>Returns the <c>Authorization</c> header value for a request that is about to be sent.</summary>
    /// <exception cref="ReferralsAuthenticationException">No token could be obtained.</exception>
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

    /// <summary>Waits until the user has signed in.</summary>
    /// <exception cref="ReferralsAuthenticationException">The user did not sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) => WaitAsync(cancellationToken);

    /// <summary>
    /// Marks a token that the service has refused, so that the next call gets another one. A new token is kept: its replacement would be
    /// refused as well, and Entra must not receive a token request for every call.
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
    /// Obtains a token with claims that the service requires and the refused token lacks. All callers that receive the challenge share one
    /// such token.
    /// </summary>
    /// <returns>
    /// The header value to retry the request with, or null to accept the refusal, because the refused token is a new one that was itself
    /// obtained for a challenge.
    /// </returns>
    /// <exception cref="ReferralsAuthenticationException">No such token could be obtained.</exception>
    public async Task<AuthenticationHeaderValue?> HandleChallengeAsync(
        AuthenticationHeaderValue refused, string claims, CancellationToken cancellationToken)
    {
        while (true)
        {
            Renewal renewal;
            lock (_lock)
            {
                if (_cached is { Claims: not null, IsUsable: true } withClaims)
                {
                    if (!ReferenceEquals(withClaims.Header, refused))
                    {
                        // Another caller has already obtained it.
                        return withClaims.Header;
                    }

                    if (withClaims.IsNew)
                    {
                        return null;
                    }
                }

                if (_cached is { } cached && ReferenceEquals(cached.Header, refused))
                {
                    // Keeps other callers from sending the refused token.
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
                // An ordinary renewal was running and failed. The next iteration starts one with the claims.
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
            // The renewal ran in the background, where it must not prompt the user. This caller waits, so a prompt is allowed.
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

    // Called under the lock. The renewal ignores the callers' cancellation: a caller that cancels must not end it for the others.
    private Renewal StartRenewal(CachedAccessToken? cached, bool mayPrompt, string? claims = null)
    {
        ReferralsTokenRequest request = new(Scope, cached?.ExpiresOn, mayPrompt, claims);
        Task<CachedAccessToken> task = Task.Run(() => RenewAsync(request));
        // Observes the exception, so that a failed background renewal raises no unobserved task exception. The cached token stays in use
        // until it expires; callers that then wait for the next renewal get that renewal's failure.
        task.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return new Renewal(task, mayPrompt, claims);
    }

    // Clears _renewal before the task completes, so that no caller joins a renewal that is over.
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
            TimeSpan elapsed = time.GetElapsedTime(started);
            if (Volatile.Read(ref _cached) is { IsUsable: true } cached && !_disposal.IsCancellationRequested)
            {
                ReferralsAuthenticationException? known = failure as ReferralsAuthenticationException;
                Log.RenewalFailed(
                    logger, failure.GetType().Name, known?.EntraErrorCode, elapsed.TotalMilliseconds, known?.EntraCorrelationId,
                    cached.ExpiresOn.ToUniversalTime());
            }

            Instruments.TokenDuration.TryRecord(elapsed.TotalSeconds, new TagList { { "error.type", failure.GetType().Name } });
            throw;
        }

        TimeSpan duration = time.GetElapsedTime(started);
        Log.TokenAcquired(logger, duration.TotalMilliseconds, token.ExpiresOn.ToUniversalTime());
        Instruments.TokenDuration.TryRecord(duration.TotalSeconds);
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
            throw new ReferralsAuthenticationException(
                $"No token was received within {limit.TotalSeconds:0} seconds. Check the network and AuthorityHost.")
            {
                IsTransient = true,
            };
        }
    }

    private sealed record Renewal(Task<CachedAccessToken> Task, bool MayPrompt, string? Claims);
}
