using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Creates MSAL's HTTP clients over one handler: the user's, or a pooled one that all credentials share.</summary>
internal sealed class TokenHttpClientFactory(HttpMessageHandler? handler) : IMsalHttpClientFactory
{
    private const int MaxResponseSize = 1024 * 1024;

    private static readonly SocketsHttpHandler Shared = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    // MSAL reads a response as a whole, within these limits (tried, 4.92). A token and its refresh token have some ten kilobytes.
    public HttpClient GetHttpClient() => new(new EntraRetryAfterHandler(handler ?? Shared), disposeHandler: false)
    {
        MaxResponseContentBufferSize = MaxResponseSize,
        Timeout = TokenAcquisition.TimeLimit,
    };
}
