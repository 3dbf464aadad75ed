using System.Globalization;
using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Runs one random sequence of readings against a service that others write to, with failures and restarts, and checks after each that
/// nothing is lost, nothing comes again, and each reading ends.
/// </summary>
/// <param name="Seed">The seed of all random choices.</param>
/// <param name="Records">The number of records at the start.</param>
/// <param name="Readings">The number of readings while others write.</param>
/// <param name="PageSize">The size of a page.</param>
/// <param name="OverlapSeconds">The overlap of the checkpoint.</param>
/// <param name="Resolution">The resolution of the service's clock, in milliseconds: large ones give many changes the same time.</param>
/// <param name="WritePercent">How often others write before a request.</param>
/// <param name="EmptyPercent">How often an empty page with a link comes first.</param>
/// <param name="FailurePercent">How often a request fails or its page has a link that leads back.</param>
/// <param name="TimelessPercent">How many records have no time.</param>
/// <param name="AheadPercent">
/// How often a write gets a time ahead of the service's; the service's answers then have its time, and it is right.
/// </param>
/// <param name="DateFaultPercent">How often an answer has no time of the service, or one that is an hour behind or wrong by years.</param>
/// <param name="UnreadablePercent">How many records have an id that nobody can read.</param>
/// <param name="HasSnapshots">Whether links continue the result of the first page.</param>
/// <param name="SendsDate">Whether the service's answers have its time.</param>
/// <param name="StartsLater">Whether the first checkpoint has a start.</param>
internal sealed record ChangeFeedScenario(
    int Seed, int Records, int Readings, int PageSize, int OverlapSeconds, int Resolution, int WritePercent, int EmptyPercent,
    int FailurePercent, int TimelessPercent, int AheadPercent, int DateFaultPercent, int UnreadablePercent, bool HasSnapshots,
    bool SendsDate, bool StartsLater)
{
    private const int MaxRequests = 3_000;

    public async Task CheckAsync()
    {
        using Run run = new(this);
        await run.CheckAsync();
    }

    private sealed class Run : IDisposable
    {
        private const string LastId = "last";

        private readonly ChangeFeedScenario _scenario;
        private readonly Random _random;
        private readonly ModelService _model;
        private readonly ListService _service;
        private readonly HashSet<(string Id, string ETag)> _processed = [];
        private readonly HashSet<(string Id, string ETag)> _stored = [];
        private readonly Dictionary<string, string> _ids = [];
        private string _checkpoint;
        private IReadOnlyCollection<ListRecord> _owed = [];
        private bool _isQuiet;
        private bool _hasFailed;
        private int _requests;

        public Run(ChangeFeedScenario scenario)
        {
            _scenario = scenario;
            _random = new Random(scenario.Seed);
            _model = new ModelService
            {
                PageSize = scenario.PageSize,
                HasSnapshots = scenario.HasSnapshots,
                SendsDate = scenario.SendsDate || scenario.AheadPercent > 0,
                Now = ListService.At(10_000),
            };
            for (int i = 0; i < scenario.Records; i++)
            {
                _model.Now = ListService.At(10_000 + i);
                Write(Id(i));
            }

            ChangeCheckpoint start = scenario.StartsLater ? ChangeCheckpoint.Since(ListService.At(9_000)) : ChangeCheckpoint.Beginning;
            _checkpoint = start.WithOverlap(TimeSpan.FromSeconds(scenario.OverlapSeconds)).Value;
            _service = new ListService(Answer, int.MaxValue);
        }

        public async Task CheckAsync()
        {
            for (int i = 0; i < _scenario.Readings; i++)
            {
                await ReadAsync();
                Pass(TimeSpan.FromMilliseconds(_random.Next(_random.Next(2) == 0 ? 10 : 1_000_000)));
            }

            // Without writes and failures, two complete readings return everything, and a third has nothing to return.
            _isQuiet = true;
            await ReadAsync();
            await ReadAsync();
            RequireProcessed([.. _model.Current.Where(record => record.Updated is not null)]);
            int processed = await ReadAsync();
            Assert.True(processed == 0, $"{processed} referrals were returned although nothing had changed.");
            await RequireRestAsync();
        }

        public void Dispose() => _service.Dispose();

        /// <summary>When the overlap has passed, a reading is one request, and the next change still comes.</summary>
        private async Task RequireRestAsync()
        {
            bool hasTimes = _model.Current.Any(record => record.Updated is not null);
            if (!_model.SendsDate || !hasTimes || _scenario is { AheadPercent: > 0 } or { EmptyPercent: > 0 })
            {
                return;
            }

            Pass(TimeSpan.FromSeconds(_scenario.OverlapSeconds + 2));
            int processed = await ReadAsync() + await ReadAsync() + await ReadAsync();
            Assert.True(processed == 0, $"{processed} referrals were returned while the overlap passed.");
            Assert.True(_requests == 1, $"A reading without changes is {_requests} requests after the overlap.");
            Write(LastId);
            Assert.True(await ReadAsync() == 1, "The change after the rest did not come.");
        }

        private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:x8}-0000-4000-8000-000000000000");

        private async Task<int> ReadAsync()
        {
            ListRecord[] atStart = [.. _model.Current];
            HashSet<(string, string)> inReading = [];
            HashSet<(string, string)> unstored = [];
            int returned = 0;
            _hasFailed = false;
            _requests = 0;
            ChangeCheckpoint start = ChangeCheckpoint.Parse(_checkpoint);
            try
            {
                await foreach (ReferralChanges changes in _service.Client.ListChangesAsync(
                    start, cancellationToken: TestContext.Current.CancellationToken))
                {
                    if (Happens(10))
                    {
                        return returned; // The program ends before it processes the changes.
                    }

                    foreach ((string Id, string ETag, DateTimeOffset? Time) change in ChangesOf(changes))
                    {
                        (string, string) version = (change.Id, change.ETag);
                        Assert.True(inReading.Add(version), $"{version} came twice in one reading.");
                        Assert.False(_stored.Contains(version), $"{version} came again although the checkpoint after it was stored.");
                        _processed.Add(version);
                        if (change.Time is not null)
                        {
                            // A checkpoint does not hold a referral without a time.
                            unstored.Add(version);
                            returned++;
                        }
                    }

                    if (Happens(10))
                    {
                        return returned; // It ends before it stores the checkpoint.
                    }

                    if (!Happens(20))
                    {
                        _checkpoint = changes.Checkpoint.Value;
                        _stored.UnionWith(unstored);
                    }
                }
            }
            catch (ReferralsException) when (_hasFailed)
            {
                return returned;
            }
            finally
            {
                Assert.True(_requests <= MaxRequests, "The reading comes to no end.");
            }

            // A change that lies ahead of time may belong to the next reading, if its time passes during this one. If the service's time is
            // wrong, any change may seem to.
            RequireProcessed(_scenario.DateFaultPercent > 0 ? [] : _owed);
            _owed = [.. atStart.Where(record => record.Updated is not null)];
            if (start.StartTime is null)
            {
                // A reading with a start has a filter, which leaves out the records without a time.
                RequireProcessed([.. atStart.Where(record => record.Updated is null)]);
            }

            return returned;
        }

        private IEnumerable<(string Id, string ETag, DateTimeOffset? Time)> ChangesOf(ReferralChanges changes) =>
            changes.Referrals.Select(referral => (referral.Id, referral.ETag, referral.UpdatedDateTime))
                .Concat(changes.Unreadable.Select(referral => (_ids[referral.ETag!], referral.ETag!, referral.UpdatedDateTime)));

        private void RequireProcessed(IReadOnlyCollection<ListRecord> records)
        {
            HashSet<ListRecord> current = [.. _model.Current];
            ListRecord[] lost =
                [.. records.Where(record => current.Contains(record) && !_processed.Contains((record.Id, record.ETag)))];
            Assert.True(lost.Length == 0, $"Lost: {string.Join(", ", lost.Select(record => record.ToString()))}");
        }

        private ListAnswer Answer(string query)
        {
            if (++_requests > MaxRequests)
            {
                // Reported after the reading, because the client may turn an exception from here into one of its own.
                return new ListAnswer([]) { Status = HttpStatusCode.Gone };
            }

            Pass(TimeSpan.FromMilliseconds(_random.Next(20, 200)));
            while (Happens(_scenario.WritePercent))
            {
                Write(Id(_random.Next(_scenario.Records + 4)));
            }

            if (Happens(_scenario.FailurePercent))
            {
                _hasFailed = true;
                return new ListAnswer([]) { Status = HttpStatusCode.InternalServerError };
            }

            ListAnswer answer = _random.Next(100) < _scenario.EmptyPercent ? _model.AnswerLater(query) : _model.Answer(query);
            answer = Happens(_scenario.DateFaultPercent) ? answer with { Date = WrongDate(answer.Date) } : answer;
            if (query.StartsWith("?$skiptoken", StringComparison.Ordinal) && Happens(_scenario.FailurePercent))
            {
                _hasFailed = true;
                return answer with { Link = query };
            }

            return answer;
        }

        // Two readings that agree on a time that is an hour ahead end the overlap.
        private DateTimeOffset? WrongDate(DateTimeOffset? date) => _random.Next(4) switch
        {
            0 => null,
            1 => date?.AddHours(-1),
            2 => date?.AddYears(10),
            _ => date?.AddYears(-10),
        };

        private void Write(string id)
        {
            // Whether a record has a time, or an id that can be read, never changes.
            int number = id == LastId ? -1 : int.Parse(id[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bool hasTime = number < 0 || number * 37 % 100 >= _scenario.TimelessPercent;
            bool hasUnreadableId = number >= 0 && number * 53 % 100 < _scenario.UnreadablePercent;
            ListRecord record = _model.Write(id, hasTime ? Time() : null, hasUnreadableId);
            _ids[record.ETag] = id;
        }

        private DateTimeOffset Time()
        {
            long ticks = _model.Now.Ticks;
            ticks -= ticks % (_scenario.Resolution * TimeSpan.TicksPerMillisecond);
            if (_random.Next(100) < _scenario.AheadPercent)
            {
                ticks += TimeSpan.FromSeconds(_random.Next(3) switch { 0 => _random.Next(1, 10), 1 => 3_600, _ => 1_000_000_000 }).Ticks;
            }
            else if (_scenario.OverlapSeconds >= 60 && _random.Next(5) == 0)
            {
                // The service shows this change late.
                ticks -= TimeSpan.FromSeconds(_random.Next(_scenario.OverlapSeconds / 2)).Ticks;
            }

            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        private void Pass(TimeSpan time) => _model.Now += time;

        private bool Happens(int percent) => !_isQuiet && _random.Next(100) < percent;
    }
}
