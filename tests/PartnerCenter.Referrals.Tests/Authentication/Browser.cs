using System.Net.NetworkInformation;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Plays the browser of a user who signs in.</summary>
internal static class Browser
{
    /// <summary>Redirects to the loopback address of a sign-in with an authorization code, as a browser does.</summary>
    public static async Task RedirectAsync(Uri address, CancellationToken cancellationToken)
    {
        Dictionary<string, string> query = address.Query[1..].Split('&').Select(
            pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        Uri redirect = new(query["redirect_uri"]);

        // MSAL opens the browser before it listens; a person is slower than that.
        while (!IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == redirect.Port))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Dictionary<string, string> back = new() { ["code"] = "authorization-code", ["state"] = query["state"] };
        using HttpClient browser = new();
        using HttpResponseMessage page = query.GetValueOrDefault("response_mode") == "form_post"
            ? await browser.PostAsync(redirect, new FormUrlEncodedContent(back), cancellationToken)
            : await browser.GetAsync(
                new Uri($"{redirect}?code=authorization-code&state={Uri.EscapeDataString(query["state"])}"), cancellationToken);
    }
}
