using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Creates MSAL's HTTP clients over one handler: the user's, or a pooled one that all credentials share.</summary>
/// <param name="handler">The user's handler; null for the shared one.</param>
/// <param name="time">The clock that a date in <c>Retry-After</c> is compared with.</param>
internal sealed class TokenHttpClientFactory(HttpMessageHandler? handler, TimeProvider time) : IMsalHttpClientFactory
{
    public const int MaxResponseSize = 1024 * 1024;

    private static readonly SocketsHttpHandler Shared = new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    // MSAL reads a response as a whole, within these limits (tried, 4.92). A token and its refresh token have some ten kilobytes.
    public HttpClient GetHttpClient() => new(new EntraResponseHandler(time, handler ?? Shared), disposeHandler: false)
    {
        MaxResponseContentBufferSize = MaxResponseSize,
        Timeout = TokenAcquisition.TimeLimit,
    };
}
