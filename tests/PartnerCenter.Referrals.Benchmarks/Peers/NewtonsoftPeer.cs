using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Calls the service with HttpClient and Newtonsoft.Json over strings, as the samples of the API do.</summary>
internal sealed class NewtonsoftPeer : IPeer
{
    private const string Item = CannedService.Collection + "/" + ReferralJson.Id;

    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        NullValueHandling = NullValueHandling.Ignore,
    };

    private readonly HttpClient _http;
    private readonly PlainReferral _draft = Drafts.Plain();

    public NewtonsoftPeer(HttpMessageHandler service)
    {
        _http = new HttpClient(service, disposeHandler: false);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public string Name => "HttpClient, Newtonsoft.Json";

    public Task GetAsync() => GetReferralAsync();

    public async Task<PlainReferral> GetReferralAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync(Item);
        return await ReadAsync<PlainReferral>(response);
    }

    public async Task ListPageAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync(CannedService.Collection);
        await ReadAsync<PlainPage>(response);
    }

    public async Task CreateAsync()
    {
        using HttpResponseMessage response = await _http.PostAsync(CannedService.Collection, Body(_draft));
        await ReadAsync<PlainReferral>(response);
    }

    public Task PatchAsync() => PatchAsync(25_000m, ReferralJson.ETag);

    public async Task GetWithRetriesAsync()
    {
        const int attempts = 4;
        for (int attempt = 1; ; attempt++)
        {
            using HttpResponseMessage response = await _http.GetAsync(Item);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == attempts)
            {
                await ReadAsync<PlainReferral>(response);
                return;
            }
        }
    }

    public async Task UpdateAsync()
    {
        PlainReferral referral = await GetReferralAsync();
        await PatchAsync(referral.Details!.DealValue!.Value + 1, referral.ETag!);
    }

    public async Task UpdateFiftyAsync()
    {
        PlainReferral referral = await GetReferralAsync();
        FiftyMembers.Change(referral);
        using HttpRequestMessage request = new(HttpMethod.Put, Item) { Content = Body(referral) };
        request.Headers.TryAddWithoutValidation("If-Match", referral.ETag);
        using HttpResponseMessage response = await _http.SendAsync(request);
        await ReadAsync<PlainReferral>(response);
    }

    public void Dispose() => _http.Dispose();

    private async Task PatchAsync(decimal value, string eTag)
    {
        PlainOperation[] operations = [new PlainOperation { Op = "replace", Path = "/details/dealValue", Value = value }];
        using HttpRequestMessage request = new(HttpMethod.Patch, Item) { Content = Body(operations) };
        request.Headers.TryAddWithoutValidation("If-Match", eTag);
        request.Headers.TryAddWithoutValidation("Prefer", "return=representation");
        using HttpResponseMessage response = await _http.SendAsync(request);
        await ReadAsync<PlainReferral>(response);
    }

    private static StringContent Body(object value) => new(JsonConvert.SerializeObject(value, Settings), Encoding.UTF8, "application/json");

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            PlainRefusal? refusal = JsonConvert.DeserializeObject<PlainRefusal>(body, Settings);
            throw new HttpRequestException(refusal?.Error?.Code, inner: null, response.StatusCode);
        }

        return JsonConvert.DeserializeObject<T>(body, Settings)!;
    }
}
