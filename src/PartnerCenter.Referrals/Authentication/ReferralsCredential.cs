using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Where the client's access tokens come from.</summary>
/// <remarks>
/// <para>
/// The service of today takes <em>App+User</em> tokens only, with multi-factor authentication; unattended programs use
/// <see cref="FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>, Microsoft's
/// <em>secure application model</em>. App tokens (<see cref="FromClientSecret"/>, <see cref="FromCertificate"/>,
/// <see cref="FromAssertion"/>) exist because older pages of the API promised both.
/// </para>
/// <para>
/// A credential is thread-safe and may be given to several clients, which then share one token. It shares none with another credential,
/// unless both are given the same <see cref="ReferralsCredentialOptions.TokenCache"/>. It keeps its secrets to itself: no message, log or
/// <see cref="object.ToString"/> shows them.
/// </para>
/// </remarks>
public abstract class ReferralsCredential
{
    private protected ReferralsCredential() => TokenProviders = new AccessTokenProviderPool(this);

    /// <summary>The tokens in hand, one for all clients of a clock.</summary>
    internal AccessTokenProviderPool TokenProviders { get; }

    /// <summary>The application that signs in; null where tokens come from elsewhere.</summary>
    internal virtual EntraApplication? Application => null;

    /// <summary>Whether a token may need a user, who takes the time a user takes.</summary>
    internal virtual bool IsInteractive => false;

    /// <summary>
    /// App+User: the secure application model. One interactive consent with multi-factor authentication gave a refresh token; this redeems
    /// it.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="clientSecret">The application's secret, or null for a public client application.</param>
    /// <param name="refreshToken">
    /// The newest refresh token. Entra rotates it; the rotated ones are used while the process lives, and are then lost: the overload with
    /// a store keeps them.
    /// </param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromRefreshToken(
        string tenantId, string clientId, string? clientSecret, string refreshToken, ReferralsCredentialOptions? options = null)
    {
        StoredRefreshToken.Require(refreshToken, nameof(refreshToken));
        return Redeeming(tenantId, clientId, clientSecret, refreshToken, null, options);
    }

    /// <summary>
    /// App+User: the secure application model, with the rotated refresh tokens kept in a store: the sign-in lasts over restarts and nodes.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="clientSecret">The application's secret, or null for a public client application.</param>
    /// <param name="store">
    /// Read before each token request; its token wins over the initial one. A rotated token is written before the access token is used that
    /// came with it. If Entra refuses the stored token, the store is read once more, since another node may have been faster, and then the
    /// initial token is tried.
    /// </param>
    /// <param name="initialRefreshToken">
    /// The first refresh token: for a store that is still empty, or whose token has expired. Null if the store holds one.
    /// </param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromRefreshToken(
        string tenantId,
        string clientId,
        string? clientSecret,
        IRefreshTokenStore store,
        string? initialRefreshToken = null,
        ReferralsCredentialOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (initialRefreshToken is not null)
        {
            StoredRefreshToken.Require(initialRefreshToken, nameof(initialRefreshToken));
        }

        return Redeeming(tenantId, clientId, clientSecret, initialRefreshToken, store, options);
    }

    /// <summary>App+User: the user signs in on another device, with a code that this program shows.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">A public client application.</param>
    /// <param name="prompt">
    /// Shows the code to the user. Called when a call finds no token that can be had silently; that call waits for the user.
    /// </param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromDeviceCode(
        string tenantId, string clientId, Func<ReferralsDeviceCode, CancellationToken, Task> prompt,
        ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentNullException.ThrowIfNull(prompt);
        IPublicClientApplication app = application.Public().Build();
        return new UserCredential(
            application,
            app,
            (scopes, claims, cancellationToken) => app.AcquireTokenWithDeviceCode(
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

    /// <summary>App+User: the user signs in with the browser of this machine, which comes back to a loopback address (with PKCE).</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">A public client application with the redirect address <c>http://localhost</c>.</param>
    /// <param name="openBrowser">Opens the address; null for the system's default browser.</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromBrowser(
        string tenantId, string clientId, Func<Uri, Task>? openBrowser = null, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        IPublicClientApplication app = application.Public().WithRedirectUri("http://localhost").Build();
        return new UserCredential(
            application,
            app,
            (scopes, claims, cancellationToken) =>
            {
                AcquireTokenInteractiveParameterBuilder request =
                    app.AcquireTokenInteractive(scopes).WithUseEmbeddedWebView(false).WithClaims(claims);
                return (openBrowser is null ? request : request.WithSystemWebViewOptions(new SystemWebViewOptions
                {
                    OpenBrowserAsync = address =>
                        CredentialCallback.DoAsync("Opening the browser", () => openBrowser(address), cancellationToken),
                }))
                    .ExecuteAsync(cancellationToken);
            });
    }

    /// <summary>App+User: on behalf of a user whose token for this program's own API is exchanged. One credential is one user.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application whose API the user's token is for.</param>
    /// <param name="clientSecret">The application's secret.</param>
    /// <param name="userAssertion">Gives the user's token as it is now; called for each exchange.</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, the authority is not https, or the options have a token cache.</exception>
    public static ReferralsCredential FromUserAssertion(
        string tenantId,
        string clientId,
        string clientSecret,
        Func<CancellationToken, ValueTask<string>> userAssertion,
        ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        ArgumentNullException.ThrowIfNull(userAssertion);
        if (options?.TokenCache is not null)
        {
            throw new ArgumentException(
                "A TokenCache is not for FromUserAssertion: a credential there is one user, and the cache would mix them.",
                nameof(options));
        }

        return new OnBehalfOfCredential(application, application.Confidential().WithClientSecret(clientSecret), userAssertion);
    }

    /// <summary>
    /// App: the application signs in as itself. Today's service refuses such tokens for referrals; the error then says so.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientSecret">The application's secret (its value, not its id).</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromClientSecret(
        string tenantId, string clientId, string clientSecret, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        return new AppCredential(application, application.Confidential().WithClientSecret(clientSecret));
    }

    /// <summary>App: as <see cref="FromClientSecret"/>, with a certificate in place of the secret.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="certificate">A certificate with its private RSA key, registered with the application. It is not disposed.</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">
    /// An argument is empty, the certificate has no private RSA key, or the authority is not https.
    /// </exception>
    public static ReferralsCredential FromCertificate(
        string tenantId, string clientId, X509Certificate2 certificate, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentNullException.ThrowIfNull(certificate);
        using (RSA? key = certificate.GetRSAPrivateKey())
        {
            if (key is null)
            {
                throw new ArgumentException(
                    "The certificate has no private RSA key, so that nothing can be signed with it.", nameof(certificate));
            }
        }

        return new AppCredential(application, application.Confidential().WithCertificate(certificate));
    }

    /// <summary>
    /// App: as <see cref="FromClientSecret"/>, with a signed assertion in place of the secret, such as that of a federated workload.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientAssertion">Gives the assertion as it is now; called for each token request.</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromAssertion(
        string tenantId, string clientId, Func<CancellationToken, ValueTask<string>> clientAssertion,
        ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentNullException.ThrowIfNull(clientAssertion);
        return new AppCredential(
            application,
            application.Confidential().WithClientAssertion(
                request => CredentialCallback.TextAsync("The client assertion", clientAssertion, request.CancellationToken)));
    }

    /// <summary>Any other source of tokens: a vault, a broker, another library.</summary>
    /// <param name="provider">
    /// Called when a token is needed, one call at a time for all clients that share the credential; a diagnosis may call it beside.
    /// Its answer is held until shortly before it expires. What it throws reaches the caller inside a
    /// <see cref="ReferralsAuthenticationException"/>; one of those it throws itself passes as it is, and is repeated if it
    /// <see cref="ReferralsAuthenticationException.IsTransient"/>. If the service asks for claims it is called with these; whether it
    /// answers them is up to it.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static ReferralsCredential FromTokenProvider(
        Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new TokenProviderCredential(provider);
    }

    /// <summary>Whether the credential can only speak for the application.</summary>
    internal virtual bool IsAppOnly => false;

    /// <summary>Whether claims that the service asks for are passed on.</summary>
    internal virtual bool HandleClaimsChallenges => Application?.HandleClaimsChallenges ?? false;

    /// <summary>What is wrong with the token cache, which fails nothing; null if all is well or there is none.</summary>
    internal virtual string? CacheFailure => null;

    internal abstract ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken);

    private static RefreshTokenCredential Redeeming(
        string tenantId, string clientId, string? clientSecret, string? initial, IRefreshTokenStore? store,
        ReferralsCredentialOptions? options)
    {
        EntraApplication application = new(tenantId, clientId, options);
        if (clientSecret is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        }

        IClientApplicationBase app = clientSecret is null
            ? application.Public().Build()
            : application.Confidential().WithClientSecret(clientSecret).Build();
        return new RefreshTokenCredential(application, app, initial, store);
    }
}
