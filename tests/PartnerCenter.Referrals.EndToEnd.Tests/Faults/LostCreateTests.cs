using System.Collections.Concurrent;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests many creates over a network that loses responses: none is created twice, and nearly all are found.</summary>
public sealed class LostCreateTests
{
    private const int Workers = 32;
    private const int Creates = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_creates_make_no_duplicate_and_few_unknown_outcomes()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new() { PageSize = 20 }, Cancellation);
        using LossyNetworkHandler network = new(share: 0.3, seed: 20300101);
        using HttpMessageHandler entra = emulator.CreateEntraHandler();
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = emulator.Endpoint,
                RetryDelay = TimeSpan.FromMilliseconds(1),
                Credential = ReferralsCredential.FromRefreshToken(
                    emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
                    new ReferralsCredentialOptions { HttpMessageHandler = entra }),
            },
            network);
        ConcurrentDictionary<string, string> returned = [];
        ConcurrentBag<string> unknown = [];

        await Parallel.ForAsync(
            0, Creates, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = Cancellation },
            async (number, cancellation) =>
        {
            string key = $"CRM-{number}";
            try
            {
                returned[key] =
                    (await client.CreateAsync(Deals.CoSell with { ExternalReferenceId = key }, cancellationToken: cancellation)).Id;
            }
            catch (ReferralOutcomeUnknownException)
            {
                unknown.Add(key);
            }
        });

        Dictionary<string, string> stored =
            emulator.GetReferrals().ToDictionary(referral => (string)referral["externalReferenceId"]!, referral => (string)referral["id"]!);
        Assert.Equal(Creates, returned.Count + unknown.Count);
        Assert.InRange(returned.Count, Creates * 99 / 100, Creates);
        Assert.All(returned, pair => Assert.Equal(stored[pair.Key], pair.Value));
    }
}
