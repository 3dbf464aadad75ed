using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Creates MSAL's HTTP clients over one handler: the user's, or a pooled one that all credentials share.</summary>
/// <param name="handler">The handler that sends the token requests.</param>
/// <param name="time">The clock that a date in <c>Retry-After</c> is compared with.</param>
internal sealed class TokenHttpClientFactory(HttpMessageHandler handler, TimeProvider time) : IMsalHttpClientFactory
{
    public const int MaxResponseSize = 1024 * 1024;

    private static readonly SocketsHttpHandler Shared = NewHandler(proxy: null);
    private static readonly ConditionalWeakTable<IWebProxy, SocketsHttpHandler> SharedByProxy = [];
    private static readonly WebProxy NoProxy = new();

    /// <summary>Returns the pooled handler for an authority. An authority on this machine is reached without a proxy.</summary>
    /// <param name="authority">The address of the sign-in service.</param>
    /// <param name="proxy">The proxy of the options; null for that of the system.</param>
    public static HttpMessageHandler SharedHandlerFor(Uri authority, IWebProxy? proxy) =>
        AddressRule.ProxyFor(authority, proxy) is not { } used ? Shared
            : SharedByProxy.GetValue(used == proxy ? used : NoProxy, static one => NewHandler(one));

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
