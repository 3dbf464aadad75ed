using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests the change feed while other clients write.</summary>
public sealed class ChangesTests
{
    private const int Writers = 8;
    private const int Writes = 5_000;
    private const int PageSize = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_reader_stopped_at_random_misses_no_final_state_and_repeats_nothing(int seed)
    {
        // The clock does not move during many writes, so that many changes have the same time.
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PageSize = PageSize, TimeProvider = time }, Cancellation);
        using ReferralsClient client = ClientOf(emulator, time);
        ConcurrentDictionary<string, string> final = [];
        Task writing = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, time, final, new Random((seed * 100) + writer))));

        Random random = new(seed);
        HashSet<(string, string)> confirmed = [];
        Dictionary<string, string> last = [];
        string stored = ChangeCheckpoint.Beginning.WithOverlap(TimeSpan.FromSeconds(2)).Value;
        int stops = 0;
        int more = 2; // One more round after the writers have ended, and one that finds nothing.
        while (more > 0)
        {
            more -= writing.IsCompleted ? 1 : 0;
            await foreach (ReferralChanges changes in client.ListChangesAsync(
                ChangeCheckpoint.Parse(stored), cancellationToken: Cancellation))
            {
                if (!writing.IsCompleted && random.Next(3) == 0)
                {
                    // Stops before the checkpoint is stored, half of the time before any change is processed.
                    stops++;
                    break;
                }

                foreach (Referral referral in changes.Referrals)
                {
                    Assert.True(confirmed.Add((referral.Id, referral.ETag)), "A change whose checkpoint was stored came again.");
                    last[referral.Id] = referral.ETag;
                }

                stored = changes.Checkpoint.Value;
            }
        }

        await writing;
        Assert.Equal(final.Count, last.Count);
        Assert.All(final, pair => Assert.Equal(pair.Value, last[pair.Key]));
        Assert.True(stops > 3, $"The reader was stopped {stops} times only.");
    }

    [Fact]
    public async Task A_change_that_the_service_shows_late_is_not_missed()
    {
        DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator);
        emulator.AddReferral(Lead(now));
        ChangeCheckpoint checkpoint = await LastAsync(client, ChangeCheckpoint.Beginning, expected: 1);

        // A change of four minutes ago appears only now, together with one of this moment.
        emulator.AddReferral(Lead(now.AddMinutes(-4)));
        emulator.AddReferral(Lead(now));
        checkpoint = await LastAsync(client, checkpoint, expected: 2);

        await LastAsync(client, checkpoint, expected: 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task After_many_changes_and_a_day_of_silence_a_round_is_one_request(int milliseconds)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { PageSize = 100, TimeProvider = time }, Cancellation);
        using ReferralsClient client = ClientOf(emulator, time);
        for (int i = 0; i < 2_000; i++)
        {
            emulator.AddReferral(Lead(time.GetUtcNow()));
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        ChangeCheckpoint checkpoint = await LastAsync(client, ChangeCheckpoint.Beginning, expected: 2_000);
        List<int> requests = [];
        foreach (TimeSpan silence in (TimeSpan[])[TimeSpan.FromDays(1), .. Enumerable.Repeat(TimeSpan.FromMinutes(1), 4)])
        {
            time.Advance(silence);
            int before = emulator.Requests.Count;
            checkpoint = await LastAsync(client, ChangeCheckpoint.Parse(checkpoint.Value), expected: 0);
            requests.Add(emulator.Requests.Count - before);
        }

        // Before the overlap had an end: 43 and 23 requests in each round, and texts of 300,078 and 303,680 characters.
        Assert.Equal(milliseconds == 0 ? [43, 43, 1, 1, 1] : [23, 23, 1, 1, 1], requests);
        Assert.InRange(checkpoint.Value.Length, 50, 150);
        emulator.AddReferral(Lead(time.GetUtcNow()));
        await LastAsync(client, checkpoint, expected: 1);
    }

    [Fact]
    public async Task A_thousand_changes_of_the_same_moment_are_each_returned_once()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(new() { PageSize = 7 }, Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator);
        DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < 1_000; i++)
        {
            emulator.AddReferral(Lead(now));
        }

        await LastAsync(client, ChangeCheckpoint.Since(now), expected: 1_000);
    }

    private static ReferralsClient ClientOf(ReferralsEmulator emulator, TimeProvider time) => Deals.ClientOf(emulator, options =>
    {
        // MSAL uses the system clock.
        options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => ValueTask.FromResult(new ReferralsAccessToken(emulator.IssueToken(), time.GetUtcNow().AddHours(1))));
        options.TimeProvider = time;
    });

    private static JsonObject Lead(DateTimeOffset updated) =>
        new() { ["updatedDateTime"] = updated.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };

    private static async Task<ChangeCheckpoint> LastAsync(ReferralsClient client, ChangeCheckpoint checkpoint, int expected)
    {
        List<string> ids = [];
        await foreach (ReferralChanges changes in client.ListChangesAsync(checkpoint, cancellationToken: Cancellation))
        {
            ids.AddRange(changes.Referrals.Select(referral => referral.Id));
            checkpoint = changes.Checkpoint;
        }

        Assert.Equal(expected, ids.Count);
        Assert.Equal(expected, ids.Distinct().Count());
        return checkpoint;
    }

    private static async Task WriteAsync(
        ReferralsClient client, FakeTimeProvider time, ConcurrentDictionary<string, string> final, Random random)
    {
        List<Referral> own = [];
        for (int i = 0; i < Writes / Writers; i++)
        {
            if (random.Next(4) == 0)
            {
                time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 200)));
            }

            if (own.Count == 0 || random.Next(4) == 0)
            {
                own.Add(await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));
            }
            else
            {
                int which = random.Next(own.Count);
                own[which] = await client.PatchAsync(
                    own[which], new ReferralPatch().DealValue(random.Next(1, 100_000)), cancellationToken: Cancellation);
            }
        }

        foreach (Referral referral in own)
        {
            final[referral.Id] = referral.ETag;
        }
    }
}
