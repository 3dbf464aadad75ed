using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals;

/// <summary>Represents a source of access tokens for the client.</summary>
/// <remarks>
/// <para>
/// Today's service accepts only <em>App+User</em> tokens with multi-factor authentication. Unattended programs use
/// <see cref="FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>, which follows
/// Microsoft's <em>secure application model</em>; <see cref="ReferralsSignIn"/> obtains the refresh token. The methods for App tokens
/// (<see cref="FromClientSecret"/>, <see cref="FromCertificate"/>, <see cref="FromAssertion"/>) exist because older pages of the API
/// promised both kinds.
/// </para>
/// <para>
/// A credential is thread-safe. Several clients can use the same credential and then share one access token. Two credentials share no
/// token, unless you give both of them the same <see cref="ReferralsCredentialOptions.TokenCache"/>. No message, log line or
/// <see cref="object.ToString"/> shows the secrets of a credential.
/// </para>
/// <para>
/// See <see href="https://learn.microsoft.com/partner-center/developer/referral-api-authentication">Referral API authentication</see>.
/// </para>
/// </remarks>
public abstract class ReferralsCredential
{
    private readonly LimitedWait _requests;

    private protected ReferralsCredential(TimeProvider time)
    {
        TokenProviders = new AccessTokenProviderPool(this);
        _requests = new LimitedWait(time);
    }

    /// <summary>Gets the token providers of the credential, one for each clock.</summary>
    internal AccessTokenProviderPool TokenProviders { get; }

    /// <summary>Gets the application that signs in, or null if a callback of <see cref="FromTokenProvider"/> supplies the tokens.</summary>
    internal virtual EntraApplication? Application => null;

    /// <summary>Gets whether a user may have to sign in before a token is available.</summary>
    internal virtual bool IsInteractive => false;

    /// <summary>
    /// Creates a credential for App+User tokens in the secure application model. It redeems a refresh token that was obtained by one
    /// interactive consent with multi-factor authentication. See
    /// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-authentication">Partner Center authentication</see>.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="clientSecret">The application's secret, or null for a public client application.</param>
    /// <param name="refreshToken">
    /// The newest refresh token. Entra rotates refresh tokens. This overload keeps the rotated ones in memory and loses them when the
    /// process ends; use the overload with a store to keep them.
    /// </param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromRefreshToken(
        string tenantId, string clientId, string? clientSecret, string refreshToken, ReferralsCredentialOptions? options = null)
    {
        StoredRefreshToken.Require(refreshToken, nameof(refreshToken));
        return RefreshTokenCredential.Create(tenantId, clientId, SecretOf(clientSecret), refreshToken, null, options);
    }

    /// <inheritdoc cref="FromRefreshToken(string, string, string?, string, ReferralsCredentialOptions?)"/>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="authentication">The application's certificate, assertion or secret; null for a public client application.</param>
    /// <param name="refreshToken">The newest refresh token. Rotated ones are kept in memory only.</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    [OverloadResolutionPriority(-1)] // A null stays the null of a secret, as long as nobody says otherwise.
    public static ReferralsCredential FromRefreshToken(
        string tenantId, string clientId, ReferralsClientAuthentication? authentication, string refreshToken,
        ReferralsCredentialOptions? options = null)
    {
        StoredRefreshToken.Require(refreshToken, nameof(refreshToken));
        return RefreshTokenCredential.Create(tenantId, clientId, authentication, refreshToken, null, options);
    }

    /// <summary>
    /// Creates a credential for App+User tokens in the secure application model that keeps the rotated refresh tokens in a store. The
    /// sign-in then survives restarts, and several nodes can share it.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="clientSecret">The application's secret, or null for a public client application.</param>
    /// <param name="store">
    /// The store of the refresh token. It is read before each token request, and its token takes precedence over the initial one. A rotated
    /// token is written before the access token that came with it is used. If Entra refuses the stored token, the store is read once more,
    /// because another node may have rotated the token, and then the initial token is tried.
    /// </param>
    /// <param name="initialRefreshToken">
    /// The first refresh token, for a store that is still empty or whose token has expired; null if the store already has one.
    /// </param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromRefreshToken(
        string tenantId,
        string clientId,
        string? clientSecret,
        IRefreshTokenStore store,
        string? initialRefreshToken = null,
        ReferralsCredentialOptions? options = null)
    {
        return FromRefreshToken(tenantId, clientId, SecretOf(clientSecret), store, initialRefreshToken, options);
    }

    /// <inheritdoc cref="FromRefreshToken(string, string, string?, IRefreshTokenStore, string?, ReferralsCredentialOptions?)"/>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="authentication">The application's certificate, assertion or secret; null for a public client application.</param>
    /// <param name="store">The store of the refresh token. Its token takes precedence over the initial one.</param>
    /// <param name="initialRefreshToken">The first refresh token; null if the store already has one.</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    [OverloadResolutionPriority(-1)]
    public static ReferralsCredential FromRefreshToken(
        string tenantId, string clientId, ReferralsClientAuthentication? authentication, IRefreshTokenStore store,
        string? initialRefreshToken = null, ReferralsCredentialOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (initialRefreshToken is not null)
        {
            StoredRefreshToken.Require(initialRefreshToken, nameof(initialRefreshToken));
        }

        return RefreshTokenCredential.Create(tenantId, clientId, authentication, initialRefreshToken, store, options);
    }

    /// <summary>
    /// Creates a credential for App+User tokens of a user who signs in on another device, with a code that your program shows.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The id of a public client application.</param>
    /// <param name="prompt">
    /// A function that shows the code to the user. It runs when a call needs a token that cannot be obtained silently; that call waits for
    /// the user.
    /// </param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromDeviceCode(
        string tenantId, string clientId, Func<ReferralsDeviceCode, CancellationToken, Task> prompt,
        ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        ArgumentNullException.ThrowIfNull(prompt);
        return new UserCredential(application, UserSignIns.WithDeviceCode(prompt));
    }

    /// <summary>
    /// Creates a credential for App+User tokens of a user who signs in with the browser of this machine. The browser is redirected to a
    /// loopback address (with PKCE).
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The id of a public client application with the redirect address <c>http://localhost</c>.</param>
    /// <param name="openBrowser">
    /// A function that opens an address in a browser of this machine; null for the system's default browser. It may return at once, or wait
    /// until the browser is closed: the sign-in ends with the redirect either way.
    /// </param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromBrowser(
        string tenantId, string clientId, Func<Uri, Task>? openBrowser = null, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        return new UserCredential(application, UserSignIns.WithBrowser(application, new Uri("http://localhost"), openBrowser));
    }

    /// <summary>
    /// Creates a credential for App+User tokens on behalf of a user, whose token for your own API is exchanged for one for Partner Center.
    /// Each credential serves one user.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The id of the application whose API the user's token is for.</param>
    /// <param name="clientSecret">The application's secret.</param>
    /// <param name="userAssertion">A function that returns the user's current token. It runs for each exchange.</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">
    /// An argument is empty or malformed, the authority host is not allowed, or the options have a token cache.
    /// </exception>
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
                "FromUserAssertion accepts no TokenCache: each of its credentials serves one user, and the cache would mix the users.",
                nameof(options));
        }

        return new OnBehalfOfCredential(application, application.Confidential().WithClientSecret(clientSecret), userAssertion);
    }

    /// <summary>
    /// Creates a credential for App tokens, with which the application signs in as itself. Today's service refuses such tokens for
    /// referrals, and the exception then says so.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientSecret">The application's secret (its value, not its id).</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromClientSecret(
        string tenantId, string clientId, string clientSecret, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        return new AppCredential(application, ReferralsClientAuthentication.FromSecret(clientSecret).AddTo(application.Confidential()));
    }

    /// <summary>
    /// Creates a credential for App tokens that uses a certificate in place of the secret of <see cref="FromClientSecret"/>. Today's
    /// service refuses App tokens for referrals.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="certificate">A certificate with its private RSA key, registered with the application. It is not disposed.</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">
    /// An argument is empty or malformed, the certificate has no private RSA key, or the authority host is not allowed.
    /// </exception>
    public static ReferralsCredential FromCertificate(
        string tenantId, string clientId, X509Certificate2 certificate, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        return new AppCredential(application, ReferralsClientAuthentication.FromCertificate(certificate).AddTo(application.Confidential()));
    }

    /// <summary>
    /// Creates a credential for App tokens that uses a signed assertion, such as that of a federated workload, in place of the secret of
    /// <see cref="FromClientSecret"/>. Today's service refuses App tokens for referrals.
    /// </summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientAssertion">A function that returns the current assertion. It runs for each token request.</param>
    /// <param name="options">The options of the sign-in, such as its host; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty or malformed, or the authority host is not allowed.</exception>
    public static ReferralsCredential FromAssertion(
        string tenantId, string clientId, Func<CancellationToken, ValueTask<string>> clientAssertion,
        ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        return new AppCredential(
            application, ReferralsClientAuthentication.FromAssertion(clientAssertion).AddTo(application.Confidential()));
    }

    /// <summary>Creates a credential that gets its tokens from a function of yours: from a vault, a broker or another library.</summary>
    /// <param name="provider">
    /// A function that returns an access token. It runs when a token is needed, once at a time for all clients that share the credential; a
    /// diagnosis may call it at the same time. After a minute it is left behind, even if it ignores its cancellation token, and the next
    /// call runs it again. The token is cached until shortly before it expires. An exception of the function becomes
    /// the inner exception of a <see cref="ReferralsAuthenticationException"/>. If the function itself throws a
    /// <see cref="ReferralsAuthenticationException"/>, its message is kept, and the call is retried if its
    /// <see cref="ReferralsException.IsTransient"/> is true. Claims that the service requests are passed to the function,
    /// which may ignore them.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static ReferralsCredential FromTokenProvider(
        Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new TokenProviderCredential(provider);
    }

    /// <summary>Gets whether the credential can obtain App tokens only.</summary>
    internal virtual bool IsAppOnly => false;

    /// <summary>Gets whether claims that the service requests are passed on to the token request.</summary>
    internal virtual bool HandleClaimsChallenges => Application?.HandleClaimsChallenges ?? false;

    /// <summary>
    /// Gets what went wrong in the last access to the token cache, which fails no call; null if nothing did, or if there is no cache.
    /// </summary>
    internal virtual string? CacheFailure => null;

    /// <summary>Requests a token. When the cancellation token is cancelled, nothing of the request is waited for.</summary>
    /// <exception cref="ReferralsAuthenticationException">No token could be obtained.</exception>
    internal ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken) =>
        new(_requests.RunAsync(token => RequestAsync(request, token), cancellationToken));

    private protected abstract Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken);

    private static ReferralsClientAuthentication? SecretOf(string? clientSecret) =>
        clientSecret is null ? null : ReferralsClientAuthentication.FromSecret(clientSecret);
}
