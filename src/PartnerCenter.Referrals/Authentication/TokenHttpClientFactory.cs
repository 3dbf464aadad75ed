using System.Net;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Creates MSAL's HTTP clients over one handler: the user's, or a pooled one that all credentials share.</summary>
/// <param name="handler">The handler that sends the token requests.</param>
/// <param name="time">The clock that a date in <c>Retry-After</c> is compared with.</param>
internal sealed class TokenHttpClientFactory(HttpMessageHandler handler, TimeProvider time) : IMsalHttpClientFactory
{
    public const int MaxResponseSize = 1024 * 1024;

    private static readonly SocketsHttpHandler Shared = NewHandler(proxy: null);
    private static readonly SocketsHttpHandler SharedWithoutProxy = NewHandler(new WebProxy());

    /// <summary>Returns the pooled handler for an authority. An authority on this machine is reached without the system's proxy.</summary>
    public static HttpMessageHandler SharedHandlerFor(Uri authority) =>
        AddressRule.ProxyFor(authority) is null ? Shared : SharedWithoutProxy;

    // MSAL reads a response as a whole, within these limits (tried, 4.92). A token and its refresh token have some ten kilobytes.
    public HttpClient GetHttpClient() => new(new EntraResponseHandler(time, handler), disposeHandler: false)
    {
        MaxResponseContentBufferSize = MaxResponseSize,
        Timeout = TokenAcquisition.TimeLimit,
    };

    private static SocketsHttpHandler NewHandler(IWebProxy? proxy) => new()
    {
        Proxy = proxy,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
