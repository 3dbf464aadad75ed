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
/// <param name="scope">The OAuth scope of the tokens.</param>
internal sealed class AccessTokenProvider(
    ReferralsCredential credential, TimeProvider time, ILogger logger, Func<double>? jitter = null,
    string scope = AccessTokenProvider.Scope)
    : IDisposable
{
    /// <summary>Specifies the OAuth scope of the tokens for referrals (wire contract 8).</summary>
    public const string Scope = "https://api.partner.microsoft.com/.default";

    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private readonly TokenAcquisition _acquisition = new(credential, time, logger, jitter ?? Random.Shared.NextDouble);
    private CachedAccessToken? _cached;
    private TokenRenewal? _renewal;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Gets whether a user has to sign in before a token is available.</summary>
    public bool NeedsUser => credential.IsInteractive && Volatile.Read(ref _cached) is not { IsUsable: true };

    /// <summary>Gets whether claims challenges are to be passed to <c>HandleChallengeAsync</c>.</summary>
    public bool HandleClaimsChallenges => credential.HandleClaimsChallenges;

    /// <summary>
    /// Returns the <c>Authorization</c> header value of the cached token, which is renewed in the background if it is about to expire; null
    /// if there is no usable token.
    /// </summary>
    public AuthenticationHeaderValue? GetCached()
    {
        CachedAccessToken? cached = Volatile.Read(ref _cached);
        if (cached is { IsFresh: true })
        {
            return cached.Header;
        }

        if (cached is not { IsUsable: true })
        {
            return null;
        }

        RenewInBackground(cached);
        return cached.Header;
    }

    /// <summary>Waits for a token, and returns the <c>Authorization</c> header value for an attempt of a call.</summary>
    /// <param name="cancellationToken">A token that ends the attempt.</param>
    /// <param name="caller">
    /// A token that ends the call. A sign-in that a user has to finish goes on between two attempts, but not after the call.
    /// </param>
    /// <exception cref="ReferralsAuthenticationException">No token could be obtained.</exception>
    public Task<AuthenticationHeaderValue> AcquireAsync(CancellationToken cancellationToken, CancellationToken caller) =>
        WaitAsync(isNewCall: false, cancellationToken, caller);

    /// <summary>Waits until the user has signed in.</summary>
    /// <exception cref="ReferralsAuthenticationException">The user did not sign in.</exception>
    public Task SignInAsync(CancellationToken cancellationToken) =>
        WaitAsync(isNewCall: true, cancellationToken, cancellationToken);

    /// <summary>
    /// Obtains another token in place of one that was held and that the service has refused. Entra receives one such request a minute at
    /// most, whatever the number of callers, because a service that refuses every token would refuse the new one as well.
    /// </summary>
    /// <param name="refused">The token that the service has refused.</param>
    /// <param name="cancellationToken">A token that ends the attempt.</param>
    /// <param name="caller">A token that ends the call.</param>
    /// <returns>The header value to retry the request with, or null to accept the refusal.</returns>
    /// <exception cref="ReferralsAuthenticationException">No token could be obtained.</exception>
    public async Task<AuthenticationHeaderValue?> ReplaceAsync(
        AuthenticationHeaderValue refused, CancellationToken cancellationToken, CancellationToken caller)
    {
        lock (_lock)
        {
            bool isCached = _cached?.Header.Parameter == refused.Parameter;
            if (!isCached && _cached is { IsUsable: true } other)
            {
                return other.Header;
            }

            if (_renewal is null && !_acquisition.TryForce())
            {
                return null;
            }

            if (isCached)
            {
                // Keeps other callers from sending the refused token.
                _cached!.MarkRejected();
            }
        }

        AuthenticationHeaderValue renewed = await WaitAsync(isNewCall: false, cancellationToken, caller).ConfigureAwait(false);
        return renewed.Parameter == refused.Parameter ? null : renewed;
    }

    /// <summary>
    /// Obtains a token with claims that the service requires and the refused token lacks. All callers that receive the challenge share one
    /// such token.
    /// </summary>
    /// <param name="refused">The token that the service has refused.</param>
    /// <param name="claims">The claims, as JSON.</param>
    /// <param name="cancellationToken">A token that ends the attempt.</param>
    /// <param name="caller">A token that ends the call.</param>
    /// <returns>
    /// The header value to retry the request with, or null to accept the refusal, because the refused token is a new one that was itself
    /// obtained for a challenge.
    /// </returns>
    /// <exception cref="ReferralsAuthenticationException">No such token could be obtained.</exception>
    public async Task<AuthenticationHeaderValue?> HandleChallengeAsync(
        AuthenticationHeaderValue refused, string claims, CancellationToken cancellationToken, CancellationToken caller)
    {
        while (true)
        {
            TokenRenewal renewal;
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

                renewal = JoinRenewal(claims);
            }

            try
            {
                CachedAccessToken renewed = await WaitAsync(renewal, cancellationToken, caller).ConfigureAwait(false);
                if (renewal.Request.Claims is not null)
                {
                    return renewed.Header;
                }
            }
            catch (ReferralsAuthenticationException) when (renewal.Request.Claims is null)
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

    private async Task<AuthenticationHeaderValue> WaitAsync(
        bool isNewCall, CancellationToken cancellationToken, CancellationToken caller)
    {
        TokenRenewal? left = null;
        TokenRenewal renewal;
        lock (_lock)
        {
            if (_cached is { IsUsable: true } cached)
            {
                return cached.Header;
            }

            if (isNewCall && _renewal is { IsInteractive: true, Waiters: 0 })
            {
                // The user did not sign in for an earlier call, which ended during an attempt, and may be ready now.
                (left, _renewal) = (_renewal, null);
            }

            renewal = JoinRenewal();
        }

        left?.Abandon();
        try
        {
            return (await WaitAsync(renewal, cancellationToken, caller).ConfigureAwait(false)).Header;
        }
        catch (ReferralsAuthenticationException) when (!renewal.Request.MayPrompt && credential.IsInteractive)
        {
            // The renewal ran in the background, where it must not prompt the user. This caller waits, so a prompt is allowed.
            return await WaitAsync(isNewCall: false, cancellationToken, caller).ConfigureAwait(false);
        }
    }

    private async Task<CachedAccessToken> WaitAsync(TokenRenewal renewal, CancellationToken cancellationToken, CancellationToken caller)
    {
        bool isAbandoned = false;
        try
        {
            return await renewal.Running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                renewal.Waiters--;
                if (renewal is { Waiters: 0, IsInteractive: true } && _renewal == renewal && caller.IsCancellationRequested)
                {
                    // Nobody waits for the user any more. The next caller prompts again.
                    (isAbandoned, _renewal) = (true, null);
                }
            }

            if (isAbandoned)
            {
                renewal.Abandon();
            }
        }
    }

    private void RenewInBackground(CachedAccessToken cached)
    {
        lock (_lock)
        {
            if (_renewal is null && _cached == cached && time.GetUtcNow() >= _notBefore)
            {
                _renewal = StartRenewal(mayPrompt: false);
            }
        }
    }

    // Called under the lock.
    private TokenRenewal JoinRenewal(string? claims = null)
    {
        TokenRenewal renewal = _renewal ??= StartRenewal(mayPrompt: true, claims);
        renewal.Waiters++;
        return renewal;
    }

    // Called under the lock.
    private TokenRenewal StartRenewal(bool mayPrompt, string? claims = null)
    {
        TokenRenewal renewal = new(
            new ReferralsTokenRequest(scope, _cached?.ExpiresOn, mayPrompt, claims), credential.IsInteractive && mayPrompt);
        renewal.Start(RenewAsync, isOfCaller: mayPrompt);
        return renewal;
    }

    // Clears _renewal before the task completes, so that no caller joins a renewal that is over.
    private Task<CachedAccessToken> RenewAsync(TokenRenewal renewal) =>
        _acquisition.RenewAsync(renewal, renewed => End(renewal, renewed), _disposal.Token);

    // Returns the token that is in use. A renewal that was abandoned changes nothing: another one may have succeeded since.
    private CachedAccessToken? End(TokenRenewal renewal, CachedAccessToken? renewed)
    {
        lock (_lock)
        {
            if (_renewal == renewal)
            {
                _renewal = null;
                if (renewed is null)
                {
                    _notBefore = time.GetUtcNow() + DelayAfterFailure;
                }
                else
                {
                    Volatile.Write(ref _cached, renewed);
                }
            }

            return _cached is { IsUsable: true } inUse && !_disposal.IsCancellationRequested ? inUse : null;
        }
    }
}
