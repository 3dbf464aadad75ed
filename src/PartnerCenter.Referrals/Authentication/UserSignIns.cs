using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Provides the ways in which a person signs in to a public client application, through MSAL.</summary>
internal static class UserSignIns
{
    /// <summary>Returns a sign-in with a browser of this machine, with PKCE. MSAL listens for the redirect.</summary>
    public static SignIn WithBrowser(EntraApplication application, IPublicClientApplication app, Func<Uri, Task>? openBrowser)
    {
        // MSAL's own way of opening the browser would open the https address that only MSAL sees.
        openBrowser ??= application.IsPlain ? SystemBrowser.OpenAsync : null;
        return (scopes, claims, cancellationToken) =>
        {
            SystemWebViewOptions view = new() { HtmlMessageSuccess = RedirectPage.Done, HtmlMessageError = RedirectPage.Done };
            if (openBrowser is not null)
            {
                view.OpenBrowserAsync = address => CredentialCallback.DoAsync(
                    "Opening the browser", () => openBrowser(application.Reachable(address)), cancellationToken);
            }

            return app.AcquireTokenInteractive(scopes)
                .WithUseEmbeddedWebView(false)
                .WithSystemWebViewOptions(view)
                .WithClaims(claims)
                .ExecuteAsync(cancellationToken);
        };
    }

    /// <summary>Returns a sign-in on another device, with a code that the program shows.</summary>
    public static SignIn WithDeviceCode(IPublicClientApplication app, Func<ReferralsDeviceCode, CancellationToken, Task> prompt) =>
        (scopes, claims, cancellationToken) => app.AcquireTokenWithDeviceCode(
            scopes,
            code => CredentialCallback.DoAsync(
                "The prompt for the device code",
                () => prompt(
                    new ReferralsDeviceCode(code.UserCode, new Uri(code.VerificationUrl), code.Message, code.ExpiresOn),
                    cancellationToken),
                cancellationToken))
            .WithClaims(claims)
            .ExecuteAsync(cancellationToken);
}
