using System.Buffers;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>The application registration that a credential signs in with, checked on construction.</summary>
internal sealed class EntraApplication
{
    private static readonly SearchValues<char> TenantCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    private readonly string _clientId;

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
        HttpClients = new TokenHttpClientFactory(options.HttpMessageHandler);
    }

    public Uri Authority { get; }

    public string TenantId { get; }

    public TokenHttpClientFactory HttpClients { get; }

    /// <summary>An application that proves itself; with what is for the caller to add.</summary>
    public ConfidentialClientApplicationBuilder Confidential() => ConfidentialClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);

    /// <summary>An application that cannot keep a secret.</summary>
    public PublicClientApplicationBuilder Public() => PublicClientApplicationBuilder.Create(_clientId)
        .WithAuthority(Authority)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(HttpClients, retryOnceOn5xx: false);
}
