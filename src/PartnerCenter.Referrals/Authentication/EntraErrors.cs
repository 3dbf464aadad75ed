using System.Text.Json;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Turns a refused token request into our exception: codes, ids and advice, but none of Entra's prose, which may name the user.
/// </summary>
internal static class EntraErrors
{
    /// <param name="acquire">Asks for the token.</param>
    /// <param name="time">What a date in <c>Retry-After</c> is measured by.</param>
    public static async Task<AuthenticationResult> TranslateAsync(Func<Task<AuthenticationResult>> acquire, TimeProvider time)
    {
        try
        {
            return await acquire().ConfigureAwait(false);
        }
        catch (MsalServiceException refusal)
        {
            throw Translate(
                refusal, refusal.StatusCode is 0 or 408 or 429 or >= 500 && refusal is not MsalUiRequiredException,
                refusal.Headers?.GetRetryAfter(time, EntraRetryAfterHandler.Asked));
        }
        catch (MsalException refusal)
        {
            throw Translate(refusal, isTransient: false);
        }
        catch (HttpRequestException failure)
        {
            string finding = $"The sign-in service could not be reached ({failure.HttpRequestError}).";
            const string advice = "Check the network and AuthorityHost.";
            throw new ReferralsAuthenticationException($"{finding} {advice}", failure)
            {
                Finding = finding,
                NextStep = advice,
                IsTransient = true,
            };
        }
        catch (Exception unread) when (unread is not (OperationCanceledException or ReferralsException))
        {
            // What the library lets out when somebody else answers in Entra's place, such as a JsonException or a NullReferenceException
            // (tried, 4.92).
            const string finding = "The answer of the sign-in service cannot be used.";
            const string advice = "Check whether a proxy, or the sign-in page of a network, answers in its place; and AuthorityHost.";
            // A message about JSON can quote it, and a token is in there.
            throw new ReferralsAuthenticationException(
                $"{finding} {advice}", unread is JsonException ? null : unread)
            { Finding = finding, NextStep = advice };
        }
    }

    private static ReferralsAuthenticationException Translate(MsalException refusal, bool isTransient, TimeSpan? asked = null)
    {
        string code = AadstsCode(refusal.Message) ?? refusal.ErrorCode;
        string advice = isTransient ? "The sign-in service is in trouble; try again later." : Advice(code, refusal.ErrorCode);
        string finding = $"Entra refused the token request: {code}.";
        return new ReferralsAuthenticationException($"{finding} {advice} Entra correlation id: {refusal.CorrelationId ?? "none"}.")
        {
            Finding = finding,
            NextStep = advice,
            EntraErrorCode = code,
            EntraCorrelationId = refusal.CorrelationId,
            IsTransient = isTransient,
            RetryAfter = asked,
        };
    }

    private static string Advice(string code, string oauthError) => code switch
    {
        "AADSTS7000215" => "The client secret is wrong: use the secret's value, not its id.",
        "AADSTS7000222" => "The client secret has expired: make a new one in the application registration.",
        "AADSTS700016" =>
            "The application is not known in this tenant: check client id and tenant id, and that the application was consented to there.",
        "AADSTS90002" or "AADSTS900023" => "There is no such tenant: check the tenant id.",
        "AADSTS65001" => "Consent is missing: an administrator must consent to the delegated permissions of Microsoft Partner Center for "
            + "this application.",
        "AADSTS700082" or "AADSTS70008" =>
            "The refresh token has expired: sign in once more with multi-factor authentication and store the new one.",
        "AADSTS50173" or "AADSTS70043" =>
            "The refresh token was revoked: sign in once more with multi-factor authentication and store the new one.",
        "AADSTS50076" or "AADSTS50079" or "AADSTS50158" =>
            "Multi-factor authentication is required: sign in once more with it and store the new refresh token.",
        "AADSTS53003" or "AADSTS53000" => "A conditional access policy refused the sign-in: ask the tenant's administrator.",
        _ => oauthError switch
        {
            "invalid_grant" => "The refresh token is no longer accepted, or was issued for another application: sign in once more with "
                + "this client id and store the new one.",
            "invalid_client" => "The application could not prove itself: check client id and secret.",
            "unauthorized_client" => "The application may not use this kind of sign-in: check its registration.",
            _ => "Check tenant id, client id and credential.",
        },
    };

    private static string? AadstsCode(string text)
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

        return text[start..end];
    }
}
