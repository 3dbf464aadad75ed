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

    public async Task PatchAsync()
    {
        PlainOperation[] operations = [new PlainOperation { Op = "replace", Path = "/details/dealValue", Value = 25_000m }];
        using HttpRequestMessage request = new(HttpMethod.Patch, Item) { Content = Body(operations) };
        request.Headers.TryAddWithoutValidation("If-Match", ReferralJson.ETag);
        request.Headers.TryAddWithoutValidation("Prefer", "return=representation");
        using HttpResponseMessage response = await _http.SendAsync(request);
        await ReadAsync<PlainReferral>(response);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Body(object value) => new(JsonConvert.SerializeObject(value, Settings), Encoding.UTF8, "application/json");

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        return JsonConvert.DeserializeObject<T>(await response.Content.ReadAsStringAsync(), Settings)!;
    }
}
