using System.Net;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Obtains another token for a request that the service has refused with 401, so that the call sends it once more: a token with the claims
/// that the service requires, or one in place of a token that was held from an earlier call and may have been revoked. A 401 proves that
/// nothing was done, so this applies to every kind of call.
/// </summary>
internal sealed class TokenReplacement(AccessTokenProvider tokenProvider, CallTelemetry telemetry)
{
    // The user has signed in without multi-factor authentication, which no renewal changes (wire contract 7.5).
    private const string NoMultiFactor = "900421";

    /// <summary>Returns whether the request is to be sent once more, with the token that is cached by then.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">The response, which has been read.</param>
    /// <param name="failure">What the response was read as; null if it is a result.</param>
    /// <param name="cancellationToken">A token that ends the attempt.</param>
    /// <exception cref="ReferralsAuthenticationException">No token could be obtained.</exception>
    public ValueTask<bool> TryAsync(
        ReferralCall call, HttpResponseMessage response, Exception? failure, CancellationToken cancellationToken)
    {
        if (failure is not FailedResponseException { StatusCode: HttpStatusCode.Unauthorized } refusal || call.HasReplacedToken)
        {
            return new(false);
        }

        string? claims = tokenProvider.HandleClaimsChallenges ? ClaimsChallenge.ClaimsOf(response) : null;
        return claims is not null || (call.IsTokenHeld && !refusal.Error.Has(NoMultiFactor))
            ? new(ReplaceAsync(call, response, refusal, claims, cancellationToken))
            : new(false);
    }

    private async Task<bool> ReplaceAsync(
        ReferralCall call, HttpResponseMessage response, FailedResponseException refusal, string? claims,
        CancellationToken cancellationToken)
    {
        AuthenticationHeaderValue refused = call.Token!;
        response.Dispose(); // Gives the connection back.
        AuthenticationHeaderValue? other = claims is null
            ? await tokenProvider.ReplaceAsync(refused, cancellationToken, call.CallerCancellation).ConfigureAwait(false)
            : await tokenProvider.HandleChallengeAsync(
                refused, claims, cancellationToken, call.CallerCancellation).ConfigureAwait(false);
        if (other is null || other.Parameter == refused.Parameter)
        {
            return false;
        }

        if (claims is null)
        {
            // The answer to a challenge belongs to its attempt.
            telemetry.RecordAttempt(call, refusal);
            call.BeginAttempt();
        }

        call.MarkTokenReplaced();
        return true;
    }
}
