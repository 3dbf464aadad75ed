namespace PartnerCenter.Referrals;

/// <summary>Where the client's access tokens come from.</summary>
/// <remarks>
/// <para>
/// The service of today takes <em>App+User</em> tokens only, with multi-factor authentication; unattended programs use
/// <see cref="FromRefreshToken"/>, Microsoft's <em>secure application model</em>. App tokens (<see cref="FromClientSecret"/>)
/// exist because older pages of the API promised both.
/// </para>
/// <para>
/// A credential is immutable and thread-safe, may be given to several clients, and keeps its secrets to itself: no message,
/// log or <see cref="object.ToString"/> shows them.
/// </para>
/// </remarks>
public abstract class ReferralsCredential
{
    private protected ReferralsCredential()
    {
    }

    /// <summary>App+User: the secure application model. One interactive consent with multi-factor authentication gave a refresh token; this redeems it.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application that the consent was given to. A refresh token works for that application only.</param>
    /// <param name="clientSecret">The application's secret, or null for a public client application.</param>
    /// <param name="refreshToken">The newest refresh token. Entra rotates it; the rotated ones are used while the process lives.</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromRefreshToken(
        string tenantId, string clientId, string? clientSecret, string refreshToken, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        RequireSecret(clientSecret, optional: true);
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        return new RefreshTokenCredential(application, clientSecret, refreshToken);
    }

    /// <summary>App: the application signs in as itself. Today's service refuses such tokens for referrals; the error then says so.</summary>
    /// <param name="tenantId">The partner's Entra tenant: its GUID or one of its domains.</param>
    /// <param name="clientId">The application's id.</param>
    /// <param name="clientSecret">The application's secret (its value, not its id).</param>
    /// <param name="options">Where to sign in; null for the live service.</param>
    /// <exception cref="ArgumentException">An argument is empty, or the authority is not https.</exception>
    public static ReferralsCredential FromClientSecret(
        string tenantId, string clientId, string clientSecret, ReferralsCredentialOptions? options = null)
    {
        EntraApplication application = new(tenantId, clientId, options);
        RequireSecret(clientSecret, optional: false);
        return new ClientSecretCredential(application, clientSecret);
    }

    /// <summary>Any other source of tokens: a vault, a broker, another library.</summary>
    /// <param name="provider">
    /// Called when a token is needed, by one caller at a time; its answer is held until shortly before it expires.
    /// What it throws reaches the caller inside a <see cref="ReferralsAuthenticationException"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="provider"/> is null.</exception>
    public static ReferralsCredential FromTokenProvider(
        Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new TokenProviderCredential(provider);
    }

    internal abstract ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken);

    private static void RequireSecret(string? clientSecret, bool optional)
    {
        if (!optional || clientSecret is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        }
    }
}
