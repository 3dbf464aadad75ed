using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Sends what a browser, or a test in another language, sends to the emulator's page and its JSON endpoints.</summary>
internal static class ControlRequests
{
    public static Task<RawResponse> ShowAsync(this RawClient client, string path, params (string Name, string Value)[] headers) =>
        SendAsync(client, HttpMethod.Get, path, null, headers);

    public static Task<RawResponse> ActAsync(
        this RawClient client, string path, string json = "", params (string Name, string Value)[] headers)
    {
        StringContent? content = json.Length == 0 ? null : new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return SendAsync(client, HttpMethod.Post, path, content, headers);
    }

    /// <summary>Posts a form as the page does, from the emulator's own origin.</summary>
    public static Task<RawResponse> SubmitAsync(this RawClient client, string path, params (string Name, string Value)[] fields) =>
        SendAsync(
            client, HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            [("Origin", client.Emulator.Endpoint.GetLeftPart(UriPartial.Authority))]);

    /// <summary>Creates a deal, invites Microsoft, and returns the invitation.</summary>
    public static async Task<JsonObject> InvitedAsync(this RawClient client)
    {
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        return await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
    }

    private static async Task<RawResponse> SendAsync(
        RawClient client, HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        // The first handler follows redirects, which these tests must see.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, new Uri(client.Emulator.Endpoint, path)) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new RawResponse(
            (int)response.StatusCode,
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            text);
    }
}
