using System.Net.NetworkInformation;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Plays the browser of a user who signs in.</summary>
internal static class Browser
{
    /// <summary>Redirects to the loopback address of a sign-in with an authorization code, as a browser does.</summary>
    public static Task RedirectAsync(Uri address, CancellationToken cancellationToken) =>
        GoBackAsync(address, "code=authorization-code", cancellationToken);

    /// <summary>Redirects with a refusal of the sign-in page.</summary>
    public static Task RefuseAsync(Uri address, string error, string description, CancellationToken cancellationToken) => GoBackAsync(
        address, $"error={Uri.EscapeDataString(error)}&error_description={Uri.EscapeDataString(description)}", cancellationToken);

    /// <summary>Waits until nobody listens for the redirect any more.</summary>
    public static async Task WaitUntilClosedAsync(Uri address, CancellationToken cancellationToken)
    {
        while (IsAwaited(address))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Returns whether somebody listens for the redirect.</summary>
    public static bool IsAwaited(Uri address)
    {
        int port = new Uri(Query(address)["redirect_uri"]).Port;
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
    }

    /// <summary>Returns the parameters of the sign-in page.</summary>
    public static Dictionary<string, string> Query(Uri address) => address.Query[1..].Split('&').Select(
        pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')));

    private static async Task GoBackAsync(Uri address, string answer, CancellationToken cancellationToken)
    {
        Dictionary<string, string> query = Query(address);
        using HttpClient browser = new(new SocketsHttpHandler { UseProxy = false });
        using HttpResponseMessage page = await browser.GetAsync(
            new Uri($"{query["redirect_uri"]}?{answer}&state={Uri.EscapeDataString(query["state"])}"), cancellationToken);
    }
}
