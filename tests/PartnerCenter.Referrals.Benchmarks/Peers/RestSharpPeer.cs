using System.Net;
using PartnerCenter.Referrals.Tests;
using RestSharp;
using RestSharp.Authenticators;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Calls the service with RestSharp in its default configuration.</summary>
internal sealed class RestSharpPeer : IPeer
{
    private const string Item = "/{id}";

    private readonly RestClient _client;
    private readonly PlainReferral _draft = Drafts.Plain();

    public RestSharpPeer(HttpMessageHandler service)
    {
        _client = new RestClient(new RestClientOptions(CannedService.Collection)
        {
            ConfigureMessageHandler = _ => service,
            Authenticator = new JwtAuthenticator("t"),
        });
    }

    public string Name => "RestSharp";

    public Task GetAsync() => GetReferralAsync();

    public Task<PlainReferral> GetReferralAsync() => SendAsync<PlainReferral>(ToItem(Method.Get));

    public Task ListPageAsync() => SendAsync<PlainPage>(new RestRequest());

    public Task CreateAsync() => SendAsync<PlainReferral>(new RestRequest("", Method.Post).AddJsonBody(_draft));

    public Task PatchAsync() => PatchAsync(25_000m, ReferralJson.ETag);

    public async Task GetWithRetriesAsync()
    {
        const int attempts = 4;
        for (int attempt = 1; ; attempt++)
        {
            RestResponse<PlainReferral> response = await _client.ExecuteAsync<PlainReferral>(ToItem(Method.Get));
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == attempts)
            {
                response.ThrowIfError();
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
        await SendAsync<PlainReferral>(ToItem(Method.Put).AddHeader("If-Match", referral.ETag!).AddJsonBody(referral));
    }

    public void Dispose() => _client.Dispose();

    private static RestRequest ToItem(Method method) => new RestRequest(Item, method).AddUrlSegment("id", ReferralJson.Id);

    private Task PatchAsync(decimal value, string eTag)
    {
        PlainOperation[] operations = [new PlainOperation { Op = "replace", Path = "/details/dealValue", Value = value }];
        return SendAsync<PlainReferral>(ToItem(Method.Patch)
            .AddHeader("If-Match", eTag)
            .AddHeader("Prefer", "return=representation")
            .AddJsonBody(operations));
    }

    private async Task<T> SendAsync<T>(RestRequest request)
    {
        RestResponse<T> response = await _client.ExecuteAsync<T>(request);
        return response.ThrowIfError().Data!;
    }
}
