using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Does the least that a handwritten program can do: HttpClient, source-generated JSON read from the stream, and bodies of known length. It
/// sends no ids and has no telemetry and no timeouts, and it drops members that it has no property for.
/// </summary>
internal sealed class Floor : IPeer
{
    private static readonly AuthenticationHeaderValue Token = new("Bearer", "t");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");
    private static readonly MediaTypeHeaderValue ContentJson = new("application/json") { CharSet = "utf-8" };

    private readonly HttpClient _http;
    private readonly string _collection;
    private readonly PlainReferral _draft = Drafts.Plain();

    public Floor(HttpMessageHandler service, Uri? endpoint = null)
    {
        _http = new HttpClient(service, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _collection = endpoint?.OriginalString ?? CannedService.Collection;
    }

    public string Name => "floor";

    public Task GetAsync() => SendAsync(NewMessage(HttpMethod.Get, Item), PlainJson.Default.PlainReferral);

    public Task ListPageAsync() => SendAsync(NewMessage(HttpMethod.Get, _collection), PlainJson.Default.PlainPage);

    public Task CreateAsync() =>
        SendAsync(NewMessage(HttpMethod.Post, _collection, Body(_draft, PlainJson.Default.PlainReferral)), PlainJson.Default.PlainReferral);

    public Task PatchAsync() => PatchAsync(25_000m, ReferralJson.ETag);

    public async Task GetWithRetriesAsync()
    {
        const int attempts = 4;
        for (int attempt = 1; ; attempt++)
        {
            using HttpRequestMessage request = NewMessage(HttpMethod.Get, Item);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == attempts)
            {
                await ReadAsync(response, PlainJson.Default.PlainReferral);
                return;
            }
        }
    }

    public async Task UpdateAsync()
    {
        PlainReferral referral = await SendAsync(NewMessage(HttpMethod.Get, Item), PlainJson.Default.PlainReferral);
        await PatchAsync(referral.Details!.DealValue!.Value + 1, referral.ETag!);
    }

    public async Task UpdateFiftyAsync()
    {
        PlainReferral referral = await SendAsync(NewMessage(HttpMethod.Get, Item), PlainJson.Default.PlainReferral);
        FiftyMembers.Change(referral);
        HttpRequestMessage request = NewMessage(HttpMethod.Put, Item, Body(referral, PlainJson.Default.PlainReferral));
        request.Headers.TryAddWithoutValidation("If-Match", referral.ETag);
        await SendAsync(request, PlainJson.Default.PlainReferral);
    }

    /// <summary>Lists all referrals page by page, and returns their number.</summary>
    public async Task<int> ListAllAsync()
    {
        int count = 0;
        for (string? address = _collection; address is not null;)
        {
            PlainPage page = await SendAsync(NewMessage(HttpMethod.Get, address), PlainJson.Default.PlainPage);
            count += page.Value!.Count;
            address = page.NextLink;
        }

        return count;
    }

    public void Dispose() => _http.Dispose();

    private string Item => $"{_collection}/{ReferralJson.Id}";

    private Task<PlainReferral> PatchAsync(decimal value, string eTag)
    {
        PlainOperation[] operations = [new PlainOperation { Op = "replace", Path = "/details/dealValue", Value = value }];
        HttpRequestMessage request = NewMessage(HttpMethod.Patch, Item, Body(operations, PlainJson.Default.PlainOperationArray));
        request.Headers.TryAddWithoutValidation("If-Match", eTag);
        request.Headers.TryAddWithoutValidation("Prefer", "return=representation");
        return SendAsync(request, PlainJson.Default.PlainReferral);
    }

    private static HttpRequestMessage NewMessage(HttpMethod method, string address, HttpContent? body = null) => new(method, address)
    {
        Headers = { Authorization = Token, Accept = { AcceptJson } },
        Content = body,
    };

    private static ByteArrayContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = ContentJson } };

    private async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type)
    {
        using (request)
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return await ReadAsync(response, type);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync();
        if (!response.IsSuccessStatusCode)
        {
            PlainRefusal? refusal = await JsonSerializer.DeserializeAsync(body, PlainJson.Default.PlainRefusal);
            throw new HttpRequestException(refusal?.Error?.Code, inner: null, response.StatusCode);
        }

        return (await JsonSerializer.DeserializeAsync(body, type))!;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainReferral))]
[JsonSerializable(typeof(PlainPage))]
[JsonSerializable(typeof(PlainOperation[]))]
[JsonSerializable(typeof(PlainRefusal))]
internal sealed partial class PlainJson : JsonSerializerContext;
