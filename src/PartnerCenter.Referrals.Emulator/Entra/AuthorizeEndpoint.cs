using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Emulates Entra's <c>/{tenant}/oauth2/v2.0/authorize</c>, which a browser opens. The tenant's user is already signed in, and the browser
/// is redirected back at once. A request that may not be redirected gets a page for the person, as in Entra.
/// </summary>
internal sealed class AuthorizeEndpoint(
    EntraDirectory directory, AuthorizationCodes codes, RedirectAddresses addresses, bool consentIsMissing)
{
    // The length of an S256 challenge, which is 32 bytes as base64url.
    private const int ChallengeLength = 43;

    public EmulatedResponse Handle(string tenant, EmulatedRequest request)
    {
        var query = new EntraForm(request.Query);
        string redirectUri;
        try
        {
            directory.CheckTenant(tenant, forUsers: true);
            directory.CheckClient(query.GetRequired("client_id"), tenant);
            redirectUri = query.GetRequired("redirect_uri");
            addresses.Check(redirectUri);
        }
        catch (EntraException fault)
        {
            return Page(
                400, $"<html><head><title>Sign-in</title></head><body><p>{WebUtility.HtmlEncode(fault.Description)}</p></body></html>");
        }

        var back = new Dictionary<string, string?>();
        try
        {
            back["code"] = codes.Issue(Read(query, redirectUri));
        }
        catch (EntraException fault)
        {
            back["error"] = fault.Error;
            back["error_description"] = fault.Description;
        }

        if (query.GetOrEmpty("state") is { Length: > 0 } state)
        {
            back["state"] = state;
        }

        return query.GetOrEmpty("response_mode") == "form_post" ? Form(redirectUri, back) : Redirect(redirectUri, back);
    }

    private AuthorizationRequest Read(EntraForm query, string redirectUri)
    {
        if (query.GetOrEmpty("response_type") != "code")
        {
            throw EntraException.UnsupportedResponseType(query.GetOrEmpty("response_type"));
        }

        if (query.GetOrEmpty("response_mode") is not ("" or "query" or "form_post"))
        {
            throw EntraException.UnsupportedResponseMode();
        }

        string challenge = query.GetOrEmpty("code_challenge");
        bool isS256 = query.GetOrEmpty("code_challenge_method") == "S256" && challenge.Length == ChallengeLength;
        if (!isS256 && (challenge.Length > 0 || query.GetOrEmpty("code_challenge_method").Length > 0))
        {
            throw EntraException.InvalidCodeChallenge();
        }

        return consentIsMissing
            ? throw EntraException.ConsentMissing(directory.ClientId, "consent_required")
            : new AuthorizationRequest(redirectUri, query.GetRequired("scope"), challenge, query.GetOrEmpty("nonce"));
    }

    private static EmulatedResponse Redirect(string redirectUri, Dictionary<string, string?> back)
    {
        EmulatedResponse response = EmulatedResponse.Empty(302);
        response.SetIfPrintable("Location", QueryHelpers.AddQueryString(redirectUri, back));
        return response;
    }

    // A browser posts this form as soon as it has loaded the page.
    private static EmulatedResponse Form(string redirectUri, Dictionary<string, string?> back)
    {
        IEnumerable<string> inputs = back.Select(field =>
            $"<input type=\"hidden\" name=\"{field.Key}\" value=\"{WebUtility.HtmlEncode(field.Value)}\" />");
        string page = $"""
            <html><head><title>Working...</title></head><body>
            <form method="POST" action="{WebUtility.HtmlEncode(redirectUri)}">{string.Concat(inputs)}
            <noscript><input type="submit" /></noscript></form>
            <script>document.forms[0].submit();</script>
            </body></html>
            """;
        return Page(200, page);
    }

    private static EmulatedResponse Page(int statusCode, string page) =>
        new(statusCode, Encoding.UTF8.GetBytes(page)) { Headers = { ["Content-Type"] = "text/html; charset=utf-8" } };
}
