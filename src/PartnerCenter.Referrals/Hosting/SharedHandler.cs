namespace PartnerCenter.Referrals;

/// <summary>
/// Passes requests on to a primary handler that has sent requests of other clients. It hides the handler from the factory, which would
/// configure it and fail.
/// </summary>
internal sealed class SharedHandler(HttpMessageHandler handler) : DelegatingHandler(handler)
{
    /// <summary>Refuses a handler in use that could take a request or its token elsewhere.</summary>
    /// <exception cref="InvalidOperationException">
    /// The handler follows redirects, keeps cookies, or sends requests to this machine through the proxy of the system.
    /// </exception>
    public static void Check(HttpMessageHandler handler, string clientName, Uri endpoint, InvalidOperationException inUse)
    {
        (bool isSound, bool usesSystemProxy) = handler switch
        {
            SocketsHttpHandler pool => (!pool.AllowAutoRedirect && !pool.UseCookies, pool is { UseProxy: true, Proxy: null }),
            HttpClientHandler plain => (!plain.AllowAutoRedirect && !plain.UseCookies, plain is { UseProxy: true, Proxy: null }),
            _ => (false, false),
        };
        if (isSound && !(usesSystemProxy && AddressRule.IsThisMachine(endpoint)))
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
