using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using Microsoft.Kiota.Serialization.Json;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Calls the service through Kiota's adapter with its default handlers, as Kiota's generated request builders do. Like the other peers, its
/// retry handler does not wait before a retry.
/// </summary>
internal sealed class KiotaPeer : IPeer
{
    private const string Template = CannedService.Collection + "/{referral%2Did}";

    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors =
        new() { ["XXX"] = KiotaRefusal.CreateFromDiscriminatorValue };

    private readonly HttpClientRequestAdapter _adapter;
    private readonly KiotaReferral _draft = Drafts.Kiota();

    public KiotaPeer(HttpMessageHandler service)
    {
        _adapter = new HttpClientRequestAdapter(
            new BaseBearerTokenAuthenticationProvider(new Token()),
            new JsonParseNodeFactory(),
            new JsonSerializationWriterFactory(),
            KiotaClientFactory.Create(service, [new RetryHandlerOption { Delay = 0 }]));
    }

    public string Name => "Kiota";

    public Task GetAsync() => GetReferralAsync();

    public Task<KiotaReferral?> GetReferralAsync() => SendAsync(ToItem(Method.GET));

    public Task ListPageAsync()
    {
        RequestInformation request = new(Method.GET, CannedService.Collection, new Dictionary<string, object>());
        request.Headers.TryAdd("Accept", "application/json");
        return _adapter.SendAsync(request, KiotaPage.CreateFromDiscriminatorValue, Errors);
    }

    public Task CreateAsync()
    {
        RequestInformation request = new(Method.POST, CannedService.Collection, new Dictionary<string, object>());
        request.Headers.TryAdd("Accept", "application/json");
        request.SetContentFromParsable(_adapter, "application/json", _draft);
        return SendAsync(request);
    }

    public Task PatchAsync() => PatchAsync(25_000m, ReferralJson.ETag);

    public Task GetWithRetriesAsync() => GetAsync();

    public async Task UpdateAsync()
    {
        KiotaReferral? referral = await GetReferralAsync();
        await PatchAsync(referral!.Details!.DealValue!.Value + 1, referral.ETag!);
    }

    public async Task UpdateFiftyAsync()
    {
        KiotaReferral referral = (await GetReferralAsync())!;
        FiftyMembers.Change(referral);
        RequestInformation request = ToItem(Method.PUT);
        request.Headers.Add("If-Match", referral.ETag!);
        request.SetContentFromParsable(_adapter, "application/json", referral);
        await SendAsync(request);
    }

    public void Dispose() => _adapter.Dispose();

    private Task PatchAsync(decimal value, string eTag)
    {
        RequestInformation request = ToItem(Method.PATCH);
        request.Headers.Add("If-Match", eTag);
        request.Headers.Add("Prefer", "return=representation");
        KiotaOperation[] operations = [new KiotaOperation { Op = "replace", Path = "/details/dealValue", Value = value }];
        request.SetContentFromParsable(_adapter, "application/json", operations);
        return SendAsync(request);
    }

    private static RequestInformation ToItem(Method method)
    {
        RequestInformation request = new(method, Template, new Dictionary<string, object> { ["referral%2Did"] = ReferralJson.Id });
        request.Headers.TryAdd("Accept", "application/json");
        return request;
    }

    private Task<KiotaReferral?> SendAsync(RequestInformation request) =>
        _adapter.SendAsync(request, KiotaReferral.CreateFromDiscriminatorValue, Errors);

    private sealed class Token : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new(["api.partner.microsoft.com"]);

        public Task<string> GetAuthorizationTokenAsync(
            Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            Task.FromResult("t");
    }
}
