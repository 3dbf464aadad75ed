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

    private readonly string _clientId;
    private readonly IReferralsTokenCache? _cache;

    public EntraApplication(string tenantId, string clientId, ReferralsCredentialOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        if (tenantId.AsSpan().ContainsAnyExcept(TenantCharacters) || !char.IsAsciiLetterOrDigit(tenantId[0]))
        {
            throw new ArgumentException("The tenant id must be a GUID or a domain such as contoso.onmicrosoft.com.", nameof(tenantId));
        }

        options ??= new ReferralsCredentialOptions();
        if (RuleBrokenBy(options.AuthorityHost) is { } rule)
        {
            throw new ArgumentException(rule, nameof(options));
        }

        Authority = new Uri(options.AuthorityHost, tenantId);
        TenantId = tenantId;
        _clientId = clientId;
        _cache = options.TokenCache;
        HandleClaimsChallenges = options.HandleClaimsChallenges;
        Time = options.Time;
        HttpClients = new TokenHttpClientFactory(options.HttpMessageHandler ?? TokenHttpClientFactory.SharedHandlerFor(Authority), Time);
    }

    public Uri Authority { get; }

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
    public PublicClientApplicationBuilder Public() => PublicClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithClientCapabilities(HandleClaimsChallenges ? ChallengeCapabilities : [])
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);

    // MSAL refuses plain http for every host.
    private static string? RuleBrokenBy(Uri? authorityHost) => authorityHost switch
    {
        null or { IsAbsoluteUri: false } => "AuthorityHost must be an absolute https address.",
        _ when authorityHost.Scheme != Uri.UriSchemeHttps => "AuthorityHost must be an absolute https address.",
        _ when AddressRule.Validate(authorityHost, "AuthorityHost") is { } rule => rule,
        { AbsolutePath.Length: > 1 } => "AuthorityHost must have no path: the tenant id is appended.",
        _ => null,
    };
}
