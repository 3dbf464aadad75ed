using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>Requests access tokens from a credential within a time limit, and reports how the requests ended.</summary>
/// <param name="credential">The source of the tokens.</param>
/// <param name="time">The clock for the time limits.</param>
/// <param name="logger">The logger for new tokens and failed renewals.</param>
/// <param name="jitter">A function that returns a number from 0 to 1, once for each token.</param>
internal sealed class TokenAcquisition(ReferralsCredential credential, TimeProvider time, ILogger logger, Func<double> jitter)
{
    /// <summary>Specifies the time limit for a token that no user is asked for.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PauseAfterForce = TimeSpan.FromMinutes(1);

    // The lifetime of Entra's device codes.
    private static readonly TimeSpan InteractiveTimeLimit = TimeSpan.FromMinutes(15);

    // MSAL computes the expiry by the system's clock. A token provider states that of its issuer, for the clock of the client.
    private TimeProvider ExpiryClock => credential.Application is null ? time : TimeProvider.System;

    private long? _lastForced;

    /// <summary>Returns the time limit for obtaining a token, which is longer if a user may have to sign in.</summary>
    public static TimeSpan TimeLimitOf(ReferralsCredential credential, bool mayPrompt) =>
        credential.IsInteractive && mayPrompt ? InteractiveTimeLimit : TimeLimit;

    /// <summary>Creates the exception for a token that was not received within the limit.</summary>
    public static ReferralsAuthenticationException Late(TimeSpan limit) =>
        new($"No token was received within {limit.TotalSeconds:0} seconds. Check the network and AuthorityHost.") { IsTransient = true };

    /// <summary>
    /// Returns whether a token may be requested although the cached one has not expired, which is true once a minute. Not thread-safe.
    /// </summary>
    public bool TryForce()
    {
        if (_lastForced is { } last && time.GetElapsedTime(last) < PauseAfterForce)
        {
            return false;
        }

        _lastForced = time.GetTimestamp();
        return true;
    }

    /// <summary>Requests a token.</summary>
    /// <param name="renewal">The request, and the callers that wait for it.</param>
    /// <param name="end">
    /// A function that ends the renewal with the new token, or with null if it failed, and returns the token that is in use. Loggers and
    /// meter listeners run after it, so that they cannot delay it.
    /// </param>
    /// <param name="disposal">A token that is cancelled when no client is left.</param>
    /// <exception cref="ReferralsAuthenticationException">No token was received, or none in time.</exception>
    public async Task<CachedAccessToken> RenewAsync(
        TokenRenewal renewal, Func<CachedAccessToken?, CachedAccessToken?> end, CancellationToken disposal)
    {
        long started = time.GetTimestamp();
        CachedAccessToken renewed;
        TimeSpan elapsed;
        try
        {
            ReferralsAccessToken token = await AcquireAsync(renewal.Request, renewal.Abandoned, disposal).ConfigureAwait(false);
            elapsed = time.GetElapsedTime(started);
            renewed = new CachedAccessToken(token, ExpiryClock, renewal.Request.Claims, time, jitter());
        }
        catch (Exception failure)
        {
            elapsed = time.GetElapsedTime(started);
            ReportFailure(elapsed, failure, inUse: end(null));
            throw;
        }

        end(renewed);
        Log.TokenAcquired(logger, elapsed.TotalMilliseconds, renewed.ExpiresOn.ToUniversalTime());
        Instruments.TokenDuration.TryRecord(elapsed.TotalSeconds);
        return renewed;
    }

    private async Task<ReferralsAccessToken> AcquireAsync(
        ReferralsTokenRequest request, CancellationToken abandoned, CancellationToken disposal)
    {
        TimeSpan limit = TimeLimitOf(credential, request.MayPrompt);
        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, abandoned, disposal);
        try
        {
            return await credential.AcquireAsync(request, any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw Late(limit);
        }
    }

    private void ReportFailure(TimeSpan elapsed, Exception failure, CachedAccessToken? inUse)
    {
        if (inUse is not null)
        {
            ReferralsAuthenticationException? known = failure as ReferralsAuthenticationException;
            Log.RenewalFailed(
                logger, failure.GetType().Name, known?.EntraErrorCode, elapsed.TotalMilliseconds, known?.EntraCorrelationId,
                inUse.ExpiresOn.ToUniversalTime());
        }

        Instruments.TokenDuration.TryRecord(elapsed.TotalSeconds, new TagList { { "error.type", failure.GetType().Name } });
    }
}
