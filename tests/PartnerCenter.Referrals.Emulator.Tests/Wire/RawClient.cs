using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Provides an emulator and a plain HttpClient for it, so that the tests spell out what is sent.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private RawClient(ReferralsEmulator emulator) => Emulator = emulator;

    public ReferralsEmulator Emulator { get; }

    public static async Task<RawClient> StartAsync(ReferralsEmulatorOptions? options = null) =>
        new(await ReferralsEmulator.StartAsync(options, TestContext.Current.CancellationToken));

    public Task<RawResponse> GetAsync(string pathAndQuery) => SendAsync(HttpMethod.Get, pathAndQuery);

    public Task<RawResponse> ListAsync(string query = "") => GetAsync("/v1.0/engagements/referrals" + query);

    public Task<RawResponse> CreateAsync(JsonObject body) => CreateAsync(body.ToJsonString());

    public Task<RawResponse> CreateAsync(string body, string? mediaType = "application/json") =>
        SendAsync(HttpMethod.Post, "/v1.0/engagements/referrals", body, mediaType);

    /// <summary>Creates a deal, which must succeed, and returns the record.</summary>
    public async Task<JsonObject> CreatedAsync(JsonObject body)
    {
        RawResponse answer = await CreateAsync(body);
        Assert.Equal(201, answer.Status);
        return answer.Json;
    }

    public async Task<RawResponse> SendAsync(
        HttpMethod method, string pathAndQuery, string? body = null, string? mediaType = "application/json", string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Emulator.Endpoint, pathAndQuery));
        authorization ??= $"Bearer {Emulator.IssueToken()}";
        if (authorization.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        }

        return await SendAsync(request);
    }

    public async Task<RawResponse> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new RawResponse((int)response.StatusCode, headers, text);
    }

    public Task<RawResponse> TokenAsync(params (string Name, string Value)[] form) => TokenAsync(Emulator.TenantId, null, form);

    public async Task<RawResponse> TokenAsync(
        string tenant, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Emulator.Endpoint, $"/{tenant}/oauth2/v2.0/token"));
        request.Headers.Authorization = authorization;
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}
