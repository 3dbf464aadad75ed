using System.Buffers;

namespace PartnerCenter.Referrals;

/// <summary>The application registration that a credential signs in with, checked on construction.</summary>
internal sealed class EntraApplication
{
    private static readonly SearchValues<char> TenantCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    public EntraApplication(string tenantId, string clientId, ReferralsCredentialOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenantId);
        ArgumentException.ThrowIfNullOrWhiteSpace(clientId);
        if (tenantId.AsSpan().ContainsAnyExcept(TenantCharacters))
        {
            throw new ArgumentException("A tenant is a GUID or a domain such as contoso.onmicrosoft.com.", nameof(tenantId));
        }

        options ??= new ReferralsCredentialOptions();
        if (!options.AuthorityHost.IsAbsoluteUri || options.AuthorityHost.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException("AuthorityHost must be an absolute https address.", nameof(options));
        }

        Authority = new Uri(options.AuthorityHost, tenantId);
        ClientId = clientId;
        HttpClients = new TokenHttpClientFactory(options.HttpMessageHandler);
    }

    public Uri Authority { get; }

    public string ClientId { get; }

    public TokenHttpClientFactory HttpClients { get; }
}
