namespace PartnerCenter.Referrals;

/// <summary>
/// Passes requests on to a primary handler that has sent requests of other clients. It hides the handler from the factory, which would
/// configure it and fail.
/// </summary>
internal sealed class SharedHandler(HttpMessageHandler handler) : DelegatingHandler(handler)
{
    /// <summary>Refuses a handler in use that could take a request or its token elsewhere.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="clientName">The name of the client; empty for the one without a name.</param>
    /// <param name="isLocal">Whether requests of the client go to this machine.</param>
    /// <param name="inUse">What .NET threw when the handler was changed.</param>
    /// <exception cref="InvalidOperationException">
    /// The handler follows redirects, keeps cookies, or sends requests to this machine through the proxy of the system.
    /// </exception>
    public static void Check(HttpMessageHandler handler, string clientName, bool isLocal, InvalidOperationException inUse)
    {
        (bool isSound, bool usesSystemProxy) = handler switch
        {
            SocketsHttpHandler pool => (!pool.AllowAutoRedirect && !pool.UseCookies, pool is { UseProxy: true, Proxy: null }),
            HttpClientHandler plain => (!plain.AllowAutoRedirect && !plain.UseCookies, plain is { UseProxy: true, Proxy: null }),
            _ => (false, false),
        };
        if (isSound && !(usesSystemProxy && isLocal))
        {
            return;
        }

        throw new InvalidOperationException(
            $"The {nameof(ReferralsClient)}{(clientName.Length == 0 ? "" : $" with the key '{clientName}'")} cannot use the application's "
                + $"primary handler ({handler.GetType().Name}), because it has already sent requests, and it follows redirects, keeps "
                + "cookies or sends requests to this machine through the system's proxy, which can no longer be turned off. Set "
                + "AllowAutoRedirect and UseCookies to false where you create it, and UseProxy too for an endpoint on this machine, or let "
                + "ConfigurePrimaryHttpMessageHandler return a new handler each time.",
            inUse);
    }
}
