using System.Web;
using Microsoft.Identity.Client.Extensibility;

namespace PartnerCenter.Referrals;

/// <summary>
/// Opens the sign-in page in a browser of this machine, and waits for the redirect that ends the sign-in. MSAL's own listener takes any
/// request at its port for the redirect, and starts to listen only after the browser is open (tried, 4.92).
/// </summary>
/// <param name="application">The application that the person signs in to.</param>
/// <param name="listener">The listener at the redirect address.</param>
/// <param name="openBrowser">A function that opens an address in a browser; null for the system's default browser.</param>
internal sealed class LoopbackBrowser(EntraApplication application, RedirectListener listener, Func<Uri, Task>? openBrowser) : ICustomWebUi
{
    /// <summary>Returns the redirect address with the authorization code, as the sign-in page has composed it.</summary>
    /// <param name="authorizationUri">The address of the sign-in page, with the state of this sign-in.</param>
    /// <param name="redirectUri">The redirect address. It is that of the listener.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <exception cref="ReferralsAuthenticationException">
    /// The browser could not be opened, or the sign-in page has refused the sign-in.
    /// </exception>
    public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
    {
        Uri address = application.Reachable(authorizationUri);
        // Frees the port at once, even if something else holds up the end of the sign-in.
        using CancellationTokenRegistration end = cancellationToken.Register(listener.Dispose);
        Task<Uri> redirect = listener.WaitForRedirectAsync(StateOf(authorizationUri), cancellationToken);
        // On another thread, because the function may hold its thread for as long as the browser is open.
        Task opening = Task.Run(
            () => CredentialCallback.DoAsync(
                "Opening the browser",
                () => openBrowser is null ? SystemBrowser.OpenAsync(address, application.Time) : openBrowser(address),
                cancellationToken),
            CancellationToken.None);
        if (await Task.WhenAny(opening, redirect).ConfigureAwait(false) == opening)
        {
            await opening.ConfigureAwait(false);
        }
        else
        {
            // The function may run for as long as its browser. Whatever it does after the redirect is ignored.
            _ = opening.ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        }

        try
        {
            return await redirect.ConfigureAwait(false);
        }
        finally
        {
            listener.Dispose();
        }
    }

    private static string StateOf(Uri authorizationUri) => HttpUtility.ParseQueryString(authorizationUri.Query)["state"]
        ?? throw new InvalidOperationException("The address of the sign-in page has no state.");
}
