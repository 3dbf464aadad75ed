using Microsoft.Identity.Client.Extensibility;

namespace PartnerCenter.Referrals;

/// <summary>Provides the ways in which a person signs in to a public client application, through MSAL.</summary>
internal static class UserSignIns
{
    /// <summary>Returns a sign-in with a browser of this machine, with PKCE and state.</summary>
    /// <param name="application">The application that the person signs in to.</param>
    /// <param name="redirectUri">The redirect address of the application; without a port, each sign-in takes a free one.</param>
    /// <param name="openBrowser">A function that opens an address in a browser; null for the system's default browser.</param>
    public static SignIn WithBrowser(EntraApplication application, Uri redirectUri, Func<Uri, Task>? openBrowser) =>
        async (create, scopes, claims, cancellationToken) =>
        {
            using RedirectListener listener = new(redirectUri, application.Time);
            return await EntraErrors.RedeemAsync(
                () => create(listener.RedirectUri).AcquireTokenInteractive(scopes)
                    .WithCustomWebUi(new LoopbackBrowser(application, listener, openBrowser))
                    .WithClaims(claims)
                    .ExecuteAsync(cancellationToken)).ConfigureAwait(false);
        };

    /// <summary>Returns a sign-in on another device, with a code that the program shows.</summary>
    public static SignIn WithDeviceCode(Func<ReferralsDeviceCode, CancellationToken, Task> prompt) =>
        (create, scopes, claims, cancellationToken) => EntraErrors.RedeemAsync(() => create(null).AcquireTokenWithDeviceCode(
            scopes,
            code => CredentialCallback.DoAsync(
                "The prompt for the device code",
                () => prompt(
                    new ReferralsDeviceCode(code.UserCode, new Uri(code.VerificationUrl), code.Message, code.ExpiresOn),
                    cancellationToken),
                cancellationToken))
            .WithClaims(claims)
            .ExecuteAsync(cancellationToken));
}
