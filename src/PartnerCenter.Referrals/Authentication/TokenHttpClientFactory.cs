using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Gives the sign-in library clients over one handler: the caller's, or a pool that all credentials share.</summary>
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
