using System.Security.Cryptography;
using System.Web;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs a person in to a confidential client application with a browser of this machine, by an authorization code with PKCE and state.
/// MSAL has no such sign-in: it makes the address and redeems the code.
/// </summary>
internal static class CodeSignIn
{
    /// <exception cref="ReferralsAuthenticationException">
    /// The port or the browser cannot be used, or the sign-in was refused.
    /// </exception>
    public static async Task<SignedInUser> RunAsync(
        EntraApplication application, ReferralsClientAuthentication authentication, ReferralsSignInOptions options, string[] scopes,
        CancellationToken cancellationToken)
    {
        using RedirectListener listener = new(options.RedirectUri, application.Time);
        IConfidentialClientApplication app = authentication.AddTo(application.Confidential()).WithRedirectUri(listener.RedirectUri).Build();
        KeptTokens kept = new(app.UserTokenCache);
        Uri address = await app.GetAuthorizationRequestUrl(scopes)
            .WithPkce(out string verifier)
            .WithPrompt(Prompt.SelectAccount) // The browser may know several, and only some have a role in Partner Center.
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        address = new Uri($"{address.AbsoluteUri}&state={RandomNumberGenerator.GetHexString(32)}");

        Uri redirect = await new LoopbackBrowser(application, listener, options.OpenBrowser)
            .AcquireAuthorizationCodeAsync(address, new Uri(listener.RedirectUri), cancellationToken).ConfigureAwait(false);
        AuthenticationResult result = await EntraErrors.RedeemAsync(
            () => app.AcquireTokenByAuthorizationCode(scopes, HttpUtility.ParseQueryString(redirect.Query)["code"])
                .WithPkceCodeVerifier(verifier)
                .ExecuteAsync(cancellationToken)).ConfigureAwait(false);
        return new SignedInUser(result, kept.RefreshTokenOf(result));
    }
}
