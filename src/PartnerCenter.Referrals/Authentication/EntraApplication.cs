using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Represents the application registration that a credential signs in with. The constructor validates it.</summary>
internal sealed class EntraApplication
{
    private static readonly SearchValues<char> TenantCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    // The capability of continuous access evaluation: an application that declares it receives claims challenges and must answer them.
    private static readonly string[] ChallengeCapabilities = ["cp1"];

    private const string SchemeRule =
        "AuthorityHost must be an absolute https address, or http for a loopback address (127.0.0.1, [::1] or localhost).";

    private readonly string _clientId;
    private readonly IReferralsTokenCache? _cache;

    public EntraApplication(string tenantId, string clientId, ReferralsCredentialOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        if (RuleBrokenByTenant(tenantId) is { } tenantRule)
        {
            throw new ArgumentException($"The tenant id {tenantRule}.", nameof(tenantId));
        }

        options ??= new ReferralsCredentialOptions();
        if (RuleBrokenByHost(options.AuthorityHost) is { } rule)
        {
            throw new ArgumentException(rule, nameof(options));
        }

        AuthorityHost = options.AuthorityHost;
        Authority = new Uri(Secured(AuthorityHost), tenantId);
        TenantId = tenantId;
        _clientId = clientId;
        _cache = options.TokenCache;
        HandleClaimsChallenges = options.HandleClaimsChallenges;
        Time = options.Time;
        HttpMessageHandler handler = options.HttpMessageHandler ?? TokenHttpClientFactory.SharedHandlerFor(Authority, options.Proxy);
        HttpClients = new TokenHttpClientFactory(
            IsPlain ? new LoopbackAuthorityHandler(AuthorityHost, handler) : handler, Time);
    }

    /// <summary>Gets the tenant's address for MSAL, which is always https.</summary>
    public Uri Authority { get; }

    /// <summary>Gets the sign-in host as it is set, which may be http on this machine.</summary>
    public Uri AuthorityHost { get; }

    /// <summary>Gets whether the sign-in host is an http address of this machine.</summary>
    public bool IsPlain => AuthorityHost.Scheme == Uri.UriSchemeHttp;

    public string TenantId { get; }

    public TokenHttpClientFactory HttpClients { get; }

    public bool HandleClaimsChallenges { get; }

    public TimeProvider Time { get; }

    /// <summary>Returns the part of the user's token cache for one kind of sign-in, or null if the user has set no cache.</summary>
    /// <param name="kind">The kind of sign-in. Tokens of a user and of the application itself are never mixed.</param>
    /// <param name="secret">A secret that distinguishes this sign-in from others, or null. The key contains only its hash.</param>
    public SharedTokenCache? SharedCache(string kind, string? secret = null)
    {
        if (_cache is null)
        {
            return null;
        }

        string suffix = secret is null ? "" : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 8));
        // Only a token that was obtained with the capability can be challenged, so the two kinds have separate entries.
        string capability = HandleClaimsChallenges ? "-cp1" : "";
        return new SharedTokenCache(_cache, $"{Authority.Host}/{TenantId}/{_clientId}/{kind}{suffix}{capability}".ToLowerInvariant(), Time);
    }

    /// <summary>
    /// Creates a builder for a confidential client application. The caller adds the secret, certificate or assertion.
    /// </summary>
    public ConfidentialClientApplicationBuilder Confidential() => ConfidentialClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithClientCapabilities(HandleClaimsChallenges ? ChallengeCapabilities : [])
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);

    /// <summary>Creates a builder for a public client application, which cannot keep a secret.</summary>
    /// <param name="redirectUri">The redirect address; null for a sign-in without one.</param>
    public PublicClientApplicationBuilder Public(string? redirectUri = null) => PublicClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithRedirectUri(redirectUri)
        .WithInstanceDiscovery(false)
        .WithClientCapabilities(HandleClaimsChallenges ? ChallengeCapabilities : [])
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);

    /// <summary>Returns an address of the sign-in service as a browser reaches it.</summary>
    /// <param name="address">An address that MSAL has made.</param>
    public Uri Reachable(Uri address) => IsPlain ? new Uri(AuthorityHost, address.PathAndQuery) : address;

    // MSAL refuses plain http for every host, so it is given an https address with the same host and port.
    private static Uri Secured(Uri authorityHost) =>
        new UriBuilder(authorityHost) { Scheme = Uri.UriSchemeHttps, Port = authorityHost.Port }.Uri;

    /// <summary>Returns what a tenant id must be, for a sentence that names it; null if it is one.</summary>
    public static string? RuleBrokenByTenant(string tenantId) =>
        tenantId.AsSpan().ContainsAnyExcept(TenantCharacters) || !char.IsAsciiLetterOrDigit(tenantId[0])
            ? "must be a GUID or a domain such as contoso.onmicrosoft.com"
        : tenantId.ToLowerInvariant() is "common" or "organizations" or "consumers"
            ? "must be that of the partner, a GUID or a domain: it is the name of no tenant"
        : null;

    /// <summary>Returns the rule that a sign-in host breaks; null for none.</summary>
    public static string? RuleBrokenByHost(Uri? authorityHost) => authorityHost switch
    {
        null or { IsAbsoluteUri: false } or { Scheme: not ("https" or "http") } => SchemeRule,
        _ when AddressRule.Validate(authorityHost, "AuthorityHost") is { } rule => rule,
        { Scheme: "http" } when !AddressRule.IsLoopback(authorityHost) => SchemeRule,
        { AbsolutePath.Length: > 1 } => "AuthorityHost must have no path: the tenant id is appended.",
        _ => null,
    };
}
