using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>Requests access tokens from a credential within a time limit, and reports how the requests ended.</summary>
/// <param name="credential">The source of the tokens.</param>
/// <param name="time">The clock for the time limits.</param>
/// <param name="logger">The logger for new tokens and failed renewals.</param>
internal sealed class TokenAcquisition(ReferralsCredential credential, TimeProvider time, ILogger logger)
{
    /// <summary>Specifies the time limit for a token that no user is asked for.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    // The lifetime of Entra's device codes.
    private static readonly TimeSpan InteractiveTimeLimit = TimeSpan.FromMinutes(15);

    /// <summary>Returns the time limit for obtaining a token, which is longer if a user may have to sign in.</summary>
    public static TimeSpan TimeLimitOf(ReferralsCredential credential, bool mayPrompt) =>
        credential.IsInteractive && mayPrompt ? InteractiveTimeLimit : TimeLimit;

    /// <summary>Creates the exception for a token that was not received within the limit.</summary>
    public static ReferralsAuthenticationException Late(TimeSpan limit) =>
        new($"No token was received within {limit.TotalSeconds:0} seconds. Check the network and AuthorityHost.") { IsTransient = true };

    /// <summary>Requests a token.</summary>
    /// <exception cref="ReferralsAuthenticationException">No token was received, or none in time.</exception>
    public async Task<ReferralsAccessToken> AcquireAsync(
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

    /// <summary>Reports a new token.</summary>
    public void Succeeded(TimeSpan elapsed, DateTimeOffset expiresOn)
    {
        Log.TokenAcquired(logger, elapsed.TotalMilliseconds, expiresOn.ToUniversalTime());
        Instruments.TokenDuration.TryRecord(elapsed.TotalSeconds);
    }

    /// <summary>Reports a failure.</summary>
    /// <param name="elapsed">How long the request took.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="inUse">The token that stays in use; null if there is none.</param>
    public void Failed(TimeSpan elapsed, Exception failure, CachedAccessToken? inUse)
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
