using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Translates a failed token request into a <see cref="ReferralsAuthenticationException"/> with codes, ids and advice. Entra's own text may
/// name the user, so it is for <see cref="ReferralsException.GetServiceMessage"/> only.
/// </summary>
internal static class EntraErrors
{
    /// <summary>Requests a token, translates a failure, and checks what MSAL returns, which may come from a shared cache.</summary>
    /// <param name="acquire">A function that requests the token.</param>
    /// <param name="time">The clock that a date in <c>Retry-After</c> is compared with.</param>
    public static async Task<AuthenticationResult> TranslateAsync(Func<Task<AuthenticationResult>> acquire, TimeProvider time)
    {
        try
        {
            AuthenticationResult result = await acquire().ConfigureAwait(false);
            return ReferralsAccessToken.IsToken(result.AccessToken) ? result : throw NoAccessToken();
        }
        catch (EntraRefusalException refusal)
        {
            throw Translate(
                refusal.AadstsCode, refusal.OAuthError, refusal.Description, refusal.CorrelationId, refusal.IsTransient,
                refusal.RetryAfter, refusal.StatusCode, isOfCode: refusal.IsOfCode);
        }
        catch (MsalServiceException refusal)
        {
            // The status is 0 if MSAL itself has given up the request.
            bool isTransient = refusal is { StatusCode: 0 } and not MsalUiRequiredException;
            throw Translate(
                AadstsCode(refusal.Message), refusal.ErrorCode, DescriptionIn(refusal), refusal.CorrelationId, isTransient,
                refusal.Headers?.GetRetryAfter(time, EntraResponseHandler.RenamedHeader));
        }
        catch (MsalException refusal)
        {
            throw Translate(
                AadstsCode(refusal.Message), refusal.ErrorCode, description: null, refusal.CorrelationId, isTransient: false);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw ForeignAnswer("The response of the sign-in service is larger than 1 MB, or has too long headers.", failure);
        }
        catch (Exception failure) when (IsOfNetwork(failure))
        {
            string finding = $"The sign-in service could not be reached ({NetworkErrorOf(failure)}).";
            const string advice = "Check the network and AuthorityHost.";
            throw new ReferralsAuthenticationException($"{finding} {advice}", SafeCause.Of(failure))
            {
                Finding = finding,
                NextStep = advice,
                IsTransient = true,
            };
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or ReferralsException))
        {
            // MSAL lets exceptions such as JsonException and NullReferenceException through if something other than Entra answers
            // (tried, 4.92).
            throw ForeignAnswer("The response of the sign-in service cannot be used.", unexpected);
        }
    }

    /// <summary>Redeems an authorization code, and marks a refusal as that of the code.</summary>
    public static async Task<AuthenticationResult> RedeemAsync(Func<Task<AuthenticationResult>> redeem)
    {
        try
        {
            return await redeem().ConfigureAwait(false);
        }
        catch (EntraRefusalException refusal)
        {
            refusal.IsOfCode = true;
            throw;
        }
    }

    /// <summary>Returns the failure for a token response, or a shared cache, without an access token that can be sent.</summary>
    public static ReferralsAuthenticationException NoAccessToken() =>
        ForeignAnswer("The response of the sign-in service has no usable access token.");

    /// <summary>Returns the failure for a token response that is not Entra's, which is not quoted.</summary>
    public static ReferralsAuthenticationException ForeignAnswer(string finding, Exception? cause = null) =>
        new($"{finding} {EntraAdvice.ForeignAnswer}", SafeCause.Of(cause)) { Finding = finding, NextStep = EntraAdvice.ForeignAnswer };

    /// <summary>Returns the exception for a token request that failed in a message handler of the program.</summary>
    public static ReferralsAuthenticationException OfHandler(Exception thrown)
    {
        string finding = HandlerFailure.FindingOf(thrown);
        return new($"{finding} {HandlerFailure.NextStep}", SafeCause.Of(thrown)) { Finding = finding, NextStep = HandlerFailure.NextStep };
    }

    /// <summary>
    /// Returns whether the sign-in service could not be reached. .NET lets the SocketException of a connection through that is reset as it
    /// opens (tried, 10.0.12), and a stream of the program may throw IOException.
    /// </summary>
    public static bool IsOfNetwork(Exception failure) => failure is HttpRequestException or IOException or SocketException;

    /// <summary>Returns what prevented the connection.</summary>
    public static HttpRequestError NetworkErrorOf(Exception failure) => failure switch
    {
        HttpRequestException http => http.HttpRequestError,
        HttpIOException http => http.HttpRequestError,
        _ => HttpRequestError.ConnectionError,
    };

    /// <summary>Returns the failure for a sign-in that the sign-in page has refused in the browser.</summary>
    /// <param name="error">The OAuth error of the redirect.</param>
    /// <param name="description">Entra's text.</param>
    public static ReferralsAuthenticationException SignInRefused(string error, string? description) => Translate(
        AadstsCode(description ?? ""), error, description, correlationId: null, isTransient: IsTransientError(error), what: "sign-in");

    /// <summary>Returns whether a silent token request failed because the user has to sign in, as Entra or MSAL says.</summary>
    public static bool RequiresSignIn(Exception failure) =>
        failure is MsalUiRequiredException or EntraRefusalException { RequiresSignIn: true };

    /// <summary>Returns Entra's code in a text, such as <c>AADSTS700082</c>; null if there is none that may be repeated.</summary>
    public static string? AadstsCode(string text)
    {
        const string prefix = "AADSTS";
        int start = text.IndexOf(prefix, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        int end = start + prefix.Length;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return ForeignWord.Of(text[start..end]);
    }

    private static ReferralsAuthenticationException Translate(
        string? aadstsCode, string? oauthError, string? description, string? correlationId, bool isTransient,
        TimeSpan? retryAfter = null, HttpStatusCode? status = null, string what = "token request", bool isOfCode = false)
    {
        oauthError = ForeignWord.Of(oauthError);
        correlationId = ForeignWord.Of(correlationId);
        string? code = aadstsCode ?? oauthError;
        string advice = isTransient
            ? "The sign-in service is temporarily unavailable, or throttles requests; try again later."
            : EntraAdvice.For(code, oauthError, isOfCode);
        string finding = $"Entra refused the {what}: {code ?? (status is { } number ? $"HTTP {(int)number}" : "no code")}.";
        return new ReferralsAuthenticationException(
            $"{finding} {advice} Entra correlation id: {correlationId ?? "none"}.",
            new FailureDetails { ServiceMessage = ServiceMessage.Of(description) })
        {
            Finding = finding,
            NextStep = advice,
            EntraErrorCode = code,
            EntraCorrelationId = correlationId,
            IsTransient = isTransient,
            IsOfOneRequest = status != HttpStatusCode.TooManyRequests,
            RetryAfter = retryAfter,
        };
    }

    // MSAL's own message is the description too, but its own words if the response has none.
    private static string? DescriptionIn(MsalServiceException refusal) => EntraRefusalException.Read(
        (HttpStatusCode)refusal.StatusCode, Encoding.UTF8.GetBytes(refusal.ResponseBody ?? ""), correlationId: null, retryAfter: null)
        .Description;

    // The page has no status, only the error of RFC 6749, section 4.1.2.1.
    private static bool IsTransientError(string? error) => error is "temporarily_unavailable" or "server_error";
}
