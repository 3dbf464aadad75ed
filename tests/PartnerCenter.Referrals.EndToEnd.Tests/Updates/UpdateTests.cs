using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests updates against the emulator: alone, against many other writers, and over a network that loses responses.</summary>
public sealed class UpdateTests
{
    private const int Writers = 50;
    private const int Steps = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_concurrent_writers_lose_no_update()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator, Patient);
        Referral deal = await client.CreateAsync(WithValue(0), cancellationToken: Cancellation);

        (int returned, int unknown) = await CountUpAsync(client, deal.Id);

        Assert.Equal((Writers * Steps, 0), (returned, unknown));
        Assert.Equal(Writers * Steps, await ValueAsync(client, deal.Id));
    }

    [Fact]
    public async Task Lost_responses_neither_duplicate_nor_lose_an_update()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient reliable = Deals.ClientOf(emulator);
        Referral deal = await reliable.CreateAsync(WithValue(0), cancellationToken: Cancellation);
        using LossyNetworkHandler network = new(share: 0.3, seed: 20300101);
        using HttpMessageHandler entra = emulator.CreateEntraHandler();
        ReferralsClientOptions options = new()
        {
            Endpoint = emulator.Endpoint,
            MaxAttempts = 20,
            Credential = ReferralsCredential.FromRefreshToken(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
                new ReferralsCredentialOptions { HttpMessageHandler = entra }),
        };
        Patient(options);
        using ReferralsClient client = ReferralsClient.Create(options, network);

        (int returned, int unknown) = await CountUpAsync(client, deal.Id);

        Assert.Equal(Writers * Steps, returned + unknown);
        Assert.True(returned > 0 && unknown > 0, $"{returned} returned, {unknown} unknown: one of the ways was not tried.");
        Assert.InRange((await ValueAsync(reliable, deal.Id)).GetValueOrDefault(), returned, returned + unknown);
    }

    [Fact]
    public async Task Generated_changes_leave_the_intended_referral_at_the_service()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator);
        Random random = new(20300101);
        int patched = 0, replaced = 0, nothing = 0;
        for (int i = 0; i < 1_000; i++)
        {
            JsonObject stored = emulator.AddReferral(GeneratedReferrals.Record(random));
            emulator.ClearRequests();
            Referral? intended = null;

            Referral now = await client.UpdateAsync(
                (string)stored["id"]!, referral => intended =
                    GeneratedReferrals.Changed(referral, random), cancellationToken: Cancellation);

            JsonObject applied = emulator.GetReferral(now.Id);
            Assert.True(
                JsonNode.DeepEquals(Comparable(intended!), Comparable(applied)),
                $"Pair {i}: intended\n{Comparable(intended!)}\nbut stored\n{Comparable(applied)}");
            Assert.Equal((string?)applied["eTag"], now.ETag);
            switch (emulator.Requests[^1].Method)
            {
                case "PATCH": patched++; break;
                case "PUT": replaced++; break;
                default: nothing++; break;
            }
        }

        Assert.True(
            Math.Min(patched, Math.Min(replaced, nothing)) > 20,
            $"{patched} patched, {replaced} replaced, {nothing} left alone: not all ways were tried.");
    }

    private static void Patient(ReferralsClientOptions options)
    {
        options.MaxConflictRetries = 64;
        options.RetryDelay = TimeSpan.FromMilliseconds(50);
    }

    private static Referral WithValue(decimal value) => Deals.CoSell with { Details = Deals.CoSell.Details! with { DealValue = value } };

    private static async Task<decimal?> ValueAsync(ReferralsClient client, string id) =>
        (await client.GetAsync(id, cancellationToken: Cancellation)).Details!.DealValue;

    private static async Task<(int Returned, int Unknown)> CountUpAsync(ReferralsClient client, string id)
    {
        int returned = 0, unknown = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int step = 0; step < Steps; step++)
            {
                try
                {
                    await client.UpdateAsync(
                        id, deal => deal with { Details = deal.Details! with { DealValue = deal.Details.DealValue + 1 } },
                        cancellationToken: Cancellation);
                    Interlocked.Increment(ref returned);
                }
                catch (ReferralOutcomeUnknownException)
                {
                    Interlocked.Increment(ref unknown);
                }
            }
        }));
        return (returned, unknown);
    }

    private static JsonNode? Comparable(Referral intended) =>
        Comparable(JsonSerializer.SerializeToNode(intended, ReferralsJson.ReferralForReplace)!.AsObject());

    // Leaves out the members that every write changes.
    private static JsonNode? Comparable(JsonObject record)
    {
        JsonObject copy = record.DeepClone().AsObject();
        foreach (string name in new[] { "eTag", "updatedDateTime", "closedDateTime", "links", "@odata.context" })
        {
            copy.Remove(name);
        }

        return Said(copy);
    }

    // Leaves out the members that the service fills in.
    private static JsonNode? Said(JsonNode? node) => node switch
    {
        JsonObject record => new JsonObject(
            record.Select(member => KeyValuePair.Create(member.Key, Said(member.Value))).Where(member => SaysSomething(member.Value))),
        JsonArray list => new JsonArray([.. list.Select(Said)]),
        _ => node?.DeepClone(),
    };

    private static bool SaysSomething(JsonNode? node) => node switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => false,
        JsonValue value => value.ToString() is not ("None" or "Unknown") && value.GetValueKind() != JsonValueKind.False,
        _ => true,
    };
}
