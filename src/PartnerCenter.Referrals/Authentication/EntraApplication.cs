using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>The application registration that a credential signs in with, checked on construction.</summary>
internal sealed class EntraApplication
{
    private static readonly SearchValues<char> TenantCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    // "Continuous access evaluation": who declares it is sent claims challenges, and must answer them.
    private static readonly string[] AnswersChallenges = ["cp1"];

    private readonly string _clientId;
    private readonly IReferralsTokenCache? _cache;

    public EntraApplication(string tenantId, string clientId, ReferralsCredentialOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        if (tenantId.AsSpan().ContainsAnyExcept(TenantCharacters) || !char.IsAsciiLetterOrDigit(tenantId[0]))
        {
            throw new ArgumentException("A tenant is a GUID or a domain such as contoso.onmicrosoft.com.", nameof(tenantId));
        }

        options ??= new ReferralsCredentialOptions();
        if (!options.AuthorityHost.IsAbsoluteUri || options.AuthorityHost.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("AuthorityHost must be an absolute https address.", nameof(options));
        }

        Authority = new Uri(options.AuthorityHost, tenantId);
        TenantId = tenantId;
        _clientId = clientId;
        _cache = options.TokenCache;
        HandleClaimsChallenges = options.HandleClaimsChallenges;
        Time = options.Time;
        HttpClients = new TokenHttpClientFactory(options.HttpMessageHandler);
    }

    public Uri Authority { get; }

    public string TenantId { get; }

    public TokenHttpClientFactory HttpClients { get; }

    public bool HandleClaimsChallenges { get; }

    public TimeProvider Time { get; }

    /// <summary>The user's token cache for a kind of sign-in, or null if there is none.</summary>
    /// <param name="kind">Tokens of a user and of the application itself never mix.</param>
    /// <param name="secret">What tells one sign-in from another; only its hash is in the key.</param>
    public SharedTokenCache? SharedCache(string kind, string? secret = null)
    {
        if (_cache is null)
        {
            return null;
        }

        string sign = secret is null ? "" : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 8));
        // A token obtained with the capability is one that can be challenged.
        string capability = HandleClaimsChallenges ? "-cp1" : "";
        return new SharedTokenCache(_cache, $"{Authority.Host}/{TenantId}/{_clientId}/{kind}{sign}{capability}".ToLowerInvariant(), Time);
    }

    /// <summary>An application that proves itself; with what is for the caller to add.</summary>
    public ConfidentialClientApplicationBuilder Confidential() => ConfidentialClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithClientCapabilities(HandleClaimsChallenges ? AnswersChallenges : [])
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);

    /// <summary>An application that cannot keep a secret.</summary>
    public PublicClientApplicationBuilder Public() => PublicClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithClientCapabilities(HandleClaimsChallenges ? AnswersChallenges : [])
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);
}
