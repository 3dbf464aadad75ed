using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Calls the service with this package.</summary>
internal sealed class Sdk : IPeer
{
    public const string PackageName = "PartnerCenter.Referrals";

    private readonly ReferralsClient _client;
    private readonly Referral _draft = Drafts.OfSdk();

    public Sdk(HttpMessageHandler service, Uri? endpoint = null)
    {
        _client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = endpoint ?? ReferralsEndpoint.Production,
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.UtcNow.AddHours(12)))),
                RetryDelay = TimeSpan.Zero,
            },
            service);
    }

    public string Name => PackageName;

    public ReferralsClient Client => _client;

    public Task GetAsync() => _client.GetAsync(ReferralJson.Id);

    public async Task ListPageAsync()
    {
        await foreach (ReferralPage _ in _client.ListAsync().AsPages())
        {
            return;
        }
    }

    public Task CreateAsync() => _client.CreateAsync(_draft);

    public Task PatchAsync() => _client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().DealValue(25_000m));

    public Task GetWithRetriesAsync() => GetAsync();

    public Task UpdateAsync() => _client.UpdateAsync(
        ReferralJson.Id,
        static referral => referral with { Details = referral.Details! with { DealValue = referral.Details.DealValue + 1 } });

    public Task UpdateFiftyAsync() => _client.UpdateAsync(ReferralJson.Id, FiftyMembers.Change);

    /// <summary>Sets a member to the value that it has. The referral is a copy, as a program makes it that sets all it knows.</summary>
    public Task UpdateNothingAsync() => _client.UpdateAsync(
        ReferralJson.Id,
        static referral => referral with { Details = referral.Details! with { DealValue = referral.Details.DealValue } });

    public void Dispose() => _client.Dispose();
}
