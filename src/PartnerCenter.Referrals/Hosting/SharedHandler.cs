namespace PartnerCenter.Referrals;

/// <summary>
/// Passes requests on to a primary handler that has sent requests of other clients. It hides the handler from the factory, which would
/// configure it and fail.
/// </summary>
internal sealed class SharedHandler : DelegatingHandler
{
    private SharedHandler(HttpMessageHandler handler)
        : base(handler)
    {
    }

    /// <summary>Returns a handler over one that cannot be configured any more.</summary>
    /// <exception cref="InvalidOperationException">The handler follows redirects or keeps cookies.</exception>
    public static SharedHandler Of(HttpMessageHandler handler, string clientName, InvalidOperationException inUse) =>
        handler is SocketsHttpHandler { AllowAutoRedirect: false, UseCookies: false }
            or HttpClientHandler { AllowAutoRedirect: false, UseCookies: false }
            ? new SharedHandler(handler)
            : throw new InvalidOperationException(
                $"The {nameof(ReferralsClient)}{(clientName.Length == 0 ? "" : $" with the key '{clientName}'")} cannot use the primary "
                    + $"handler of the application, a {handler.GetType().Name}: the handler has sent requests already, and it follows "
                    + "redirects or keeps cookies, which can no longer be turned off. Set its AllowAutoRedirect and UseCookies to false "
                    + "where you create it, or let ConfigurePrimaryHttpMessageHandler return a new handler each time.",
                inUse);
}
