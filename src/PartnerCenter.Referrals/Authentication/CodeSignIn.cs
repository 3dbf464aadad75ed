using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs a person in to a confidential client application with a browser of this machine, by an authorization code with PKCE and state.
/// MSAL has no such sign-in: it makes the address and redeems the code, and the redirect comes to a listener of the client's own.
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
        address = application.Reachable(new Uri($"{address.AbsoluteUri}&state={listener.State}"));

        Func<Uri, Task> openBrowser = options.OpenBrowser ?? SystemBrowser.OpenAsync;
        Task opening = CredentialCallback.DoAsync("Opening the browser", () => openBrowser(address), cancellationToken);
        Task<string> waiting = listener.WaitForCodeAsync(cancellationToken);
        // A function that opens the browser may go on for as long as its browser. What becomes of it after the redirect concerns nobody.
        if (await Task.WhenAny(opening, waiting).ConfigureAwait(false) == opening)
        {
            await opening.ConfigureAwait(false);
        }
        else
        {
            _ = opening.ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        }

        string code = await waiting.ConfigureAwait(false);
        AuthenticationResult result = await app.AcquireTokenByAuthorizationCode(scopes, code)
            .WithPkceCodeVerifier(verifier)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return new SignedInUser(result, kept.RefreshTokenOf(result));
    }
}
