using System.Net;
using System.Text.RegularExpressions;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Plays the browser of a person who signs in: it opens the emulated Entra's page, and follows it back to the program.</summary>
internal static class Person
{
    /// <summary>Signs in, and returns the page that the person sees in the end.</summary>
    public static async Task<string> SignInAsync(ReferralsEmulator emulator, Uri address, CancellationToken cancellationToken)
    {
        using HttpMessageHandler handler = address.Scheme == Uri.UriSchemeHttp
            ? new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }
            : emulator.CreateEntraHandler();
        using HttpClient entra = new(handler, disposeHandler: false);
        using HttpClient browser = new();
        using HttpResponseMessage page = await entra.GetAsync(address, cancellationToken);
        using HttpResponseMessage end = page.StatusCode == HttpStatusCode.Found
            ? await browser.GetAsync(page.Headers.Location, cancellationToken)
            : await PostAsync(browser, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(cancellationToken)), cancellationToken);
        return await end.Content.ReadAsStringAsync(cancellationToken);
    }

    public static string Query(Uri address, string name) =>
        Uri.UnescapeDataString(Regex.Match(address.Query, $"[?&]{name}=([^&]*)").Groups[1].Value);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, CancellationToken cancellationToken)
    {
        using FormUrlEncodedContent form = new(Regex.Matches(page, "name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value));
        return await browser.PostAsync(new Uri(Regex.Match(page, "action=\"([^\"]*)\"").Groups[1].Value), form, cancellationToken);
    }
}
