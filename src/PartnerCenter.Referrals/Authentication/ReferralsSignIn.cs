using System.Globalization;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Signs a person in once, and writes the refresh token into a store, from which an unattended program goes on (Microsoft's <em>secure
/// application model</em>).
/// </summary>
/// <remarks>
/// <para>
/// Give the same tenant, application and store to
/// <see cref="ReferralsCredential.FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>,
/// or set <c>RefreshTokenFile</c> in the settings. A refresh token works for the application that it was issued to only.
/// </para>
/// <para>
/// The store is read before the person is asked, so that a store that cannot be used costs nobody a sign-in. What it holds is replaced.
/// A caller that cancels does not end the write, which has ten seconds of its own. No exception holds a token or Entra's own text.
/// </para>
/// </remarks>
public static class ReferralsSignIn
{
    private static readonly string[] Scopes = [AccessTokenProvider.Scope];

    /// <summary>Signs a person in with a browser of this machine.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application registration, with the redirect address of the options.</param>
    /// <param name="authentication">
    /// The secret, certificate or assertion of the application; null for a public client application.
    /// </param>
    /// <param name="store">The store that gets the refresh token.</param>
    /// <param name="options">The redirect address, the browser and the time limit; null for the defaults.</param>
    /// <param name="cancellationToken">A token that ends the sign-in.</param>
    /// <returns>Who signed in.</returns>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or an option is wrong.</exception>
    /// <exception cref="ReferralsAuthenticationException">
    /// The person did not sign in in time, Entra refused the sign-in, the browser could not be opened, or the store failed.
    /// </exception>
    public static Task<ReferralsSignInResult> WithBrowserAsync(
        string tenantId, string clientId, ReferralsClientAuthentication? authentication, IRefreshTokenStore store,
        ReferralsSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        (EntraApplication application, ReferralsSignInOptions valid) = Validate(tenantId, clientId, store, options);
        return RunAsync(
            application,
            store,
            valid,
            given => authentication is null
                ? OfPublicAsync(application, UserSignIns.WithBrowser(application, valid.RedirectUri, valid.OpenBrowser), given)
                : CodeSignIn.RunAsync(application, authentication, valid, Scopes, given),
            cancellationToken);
    }

    /// <summary>
    /// Signs a person in on another device, with a code that the program shows. Many tenants block device codes: prefer the browser where
    /// the program runs at the person's machine.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">A public client application. One with a secret or certificate has no such sign-in.</param>
    /// <param name="store">The store that gets the refresh token.</param>
    /// <param name="prompt">A function that shows the code to the person.</param>
    /// <param name="options">The time limit and the options of the token requests; null for the defaults.</param>
    /// <param name="cancellationToken">A token that ends the sign-in.</param>
    /// <returns>Who signed in.</returns>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or an option is wrong.</exception>
    /// <exception cref="ReferralsAuthenticationException">
    /// The person did not sign in in time, Entra refused the sign-in, or the prompt or the store failed.
    /// </exception>
    public static Task<ReferralsSignInResult> WithDeviceCodeAsync(
        string tenantId, string clientId, IRefreshTokenStore store, Func<ReferralsDeviceCode, CancellationToken, Task> prompt,
        ReferralsSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        (EntraApplication application, ReferralsSignInOptions valid) = Validate(tenantId, clientId, store, options);
        ArgumentNullException.ThrowIfNull(prompt);
        return RunAsync(
            application, store, valid,
            given => OfPublicAsync(application, UserSignIns.WithDeviceCode(prompt), given), cancellationToken);
    }

    private static (EntraApplication Application, ReferralsSignInOptions Options) Validate(
        string tenantId, string clientId, IRefreshTokenStore store, ReferralsSignInOptions? options)
    {
        options ??= new ReferralsSignInOptions();
        EntraApplication application = new(tenantId, clientId, options.CredentialOptions);
        ArgumentNullException.ThrowIfNull(store);
        options.Validate(nameof(options));
        return (application, options);
    }

    private static async Task<SignedInUser> OfPublicAsync(
        EntraApplication application, SignIn signIn, CancellationToken cancellationToken)
    {
        KeptTokens? kept = null;
        AuthenticationResult result = await signIn(
            redirectUri =>
            {
                IPublicClientApplication app = application.Public(redirectUri).Build();
                kept = new KeptTokens(app.UserTokenCache);
                return app;
            },
            Scopes, claims: null, cancellationToken).ConfigureAwait(false);
        return new SignedInUser(result, kept?.RefreshTokenOf(result));
    }

    private static async Task<ReferralsSignInResult> RunAsync(
        EntraApplication application, IRefreshTokenStore store, ReferralsSignInOptions options,
        Func<CancellationToken, Task<SignedInUser>> signIn, CancellationToken cancellationToken)
    {
        StoredRefreshToken stored = new(store, application.Time);
        using CancellationTokenSource limit = new(options.Timeout, application.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        SignedInUser? user = null;
        try
        {
            await stored.ReadAsync(either.Token).ConfigureAwait(false);
            await new LimitedWait(application.Time).RunAsync(
                given => EntraErrors.TranslateAsync(
                    async () => (user = await signIn(given).ConfigureAwait(false)).Result, application.Time),
                either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (either.IsCancellationRequested)
        {
            // MSAL has exceptions of its own for a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            throw NotInTime(options.Timeout);
        }

        await stored.WriteAsync(user?.RefreshToken ?? throw NoRefreshToken(), late: () => Task.CompletedTask).ConfigureAwait(false);
        return ReferralsSignInResult.Of(user.Result);
    }

    private static ReferralsAuthenticationException NotInTime(TimeSpan timeout) => Failure(
        string.Create(CultureInfo.InvariantCulture, $"Nobody finished the sign-in within {timeout.TotalSeconds:0.#} seconds."),
        "Sign in again. If the sign-in page showed an error, read its AADSTS code: a wrong redirect address stays in the browser.");

    private static ReferralsAuthenticationException NoRefreshToken() => Failure(
        "The response of the sign-in service has no refresh token.",
        "Check that the tenant allows the application offline access (the scope offline_access).");

    private static ReferralsAuthenticationException Failure(string finding, string advice) =>
        new($"{finding} {advice}") { Finding = finding, NextStep = advice };
}
