using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Creates MSAL's HTTP clients over one handler: the user's, or a pooled one that all credentials share.</summary>
internal sealed class TokenHttpClientFactory(HttpMessageHandler? handler) : IMsalHttpClientFactory
{
    private static readonly SocketsHttpHandler Shared = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    public HttpClient GetHttpClient() => new(new EntraRetryAfterHandler(handler ?? Shared), disposeHandler: false);
}
