using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class ChangesSnippets
{
    [Fact]
    public async Task Changes_are_read_by_a_timer_through_an_outage()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        FakeTimeProvider time = new();
        using PeriodicTimer timer = new(TimeSpan.FromMinutes(1), time);
        Bookmark bookmark = new();
        Crm crm = new();
        Outages log = new();
        Referral deal = await client.CreateAsync(Deals.Draft());
        Task polling = PollAsync(TestContext.Current.CancellationToken);

        Referral first = await crm.Applied.ReadAsync(TestContext.Current.CancellationToken);
        Referral changed = await client.PatchAsync(deal, new ReferralPatch().DealValue(1m));
        stage.Emulator.Faults.RefuseConnections();
        time.Advance(TimeSpan.FromMinutes(1));
        string outage = await log.Lines.ReadAsync(TestContext.Current.CancellationToken);
        stage.Emulator.Faults.AcceptConnections();
        time.Advance(TimeSpan.FromMinutes(1));
        Referral second = await crm.Applied.ReadAsync(TestContext.Current.CancellationToken);
        timer.Dispose();
        await polling;

        Assert.Equal([deal.ETag, changed.ETag], [first.ETag, second.ETag]);
        Assert.False(crm.Applied.TryRead(out _));
        Assert.Contains("could not be reached", outage, StringComparison.Ordinal);

        async Task PollAsync(CancellationToken stopping)
        {
            #region changes
            ChangeCheckpoint checkpoint = await bookmark.LoadAsync() is { } stored
                ? ChangeCheckpoint.Parse(stored)
                : ChangeCheckpoint.Beginning;
            do
            {
                try
                {
                    await foreach (ReferralChanges changes in client.ListChangesAsync(checkpoint, cancellationToken: stopping))
                    {
                        await crm.ApplyAsync(changes.Referrals);
                        foreach (UnreadableReferral unreadable in changes.Unreadable)
                        {
                            log.Add($"Not read: {unreadable.Id ?? unreadable.ETag}. {unreadable.Reason}");
                        }

                        checkpoint = changes.Checkpoint;
                        await bookmark.SaveAsync(checkpoint.Value);
                    }
                }
                catch (ReferralsException outage) when (outage.IsTransient)
                {
                    log.Add($"The next round tries again: {outage.Message}");
                }
            }
            while (await timer.WaitForNextTickAsync(stopping)); // such as a PeriodicTimer of one minute
            #endregion
        }
    }

    private sealed class Outages
    {
        private readonly System.Threading.Channels.Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public System.Threading.Channels.ChannelReader<string> Lines => _lines.Reader;

        public void Add(string line) => Assert.True(_lines.Writer.TryWrite(line));
    }

    private sealed class Crm
    {
        private readonly System.Threading.Channels.Channel<Referral> _applied =
            System.Threading.Channels.Channel.CreateUnbounded<Referral>();

        public System.Threading.Channels.ChannelReader<Referral> Applied => _applied.Reader;

        public Task ApplyAsync(IEnumerable<Referral> referrals)
        {
            Assert.All(referrals, referral => Assert.True(_applied.Writer.TryWrite(referral)));
            return Task.CompletedTask;
        }
    }
}
