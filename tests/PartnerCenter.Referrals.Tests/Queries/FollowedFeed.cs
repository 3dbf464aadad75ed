namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Follows the changes of a model of the service in rounds, as a program does that stores the text of each checkpoint, and counts what each
/// round costs.
/// </summary>
internal sealed class FollowedFeed : IDisposable
{
    private readonly ListService _service;

    public FollowedFeed(int pageSize = 100)
    {
        Model = new ModelService { PageSize = pageSize };
        _service = new ListService(
            query => Model.Answer(query) is var answer && answer.Date is { } date ? answer with { Date = Date(date) } : answer,
            maxRequests: 10_000);
    }

    public ModelService Model { get; }

    /// <summary>Gets or sets what the service's responses say for a time of the service's clock; null for nothing.</summary>
    public Func<DateTimeOffset, DateTimeOffset?> Date { get; set; } = static time => time;

    /// <summary>Gets or sets the text that is stored.</summary>
    public string Stored { get; set; } = ChangeCheckpoint.Beginning.Value;

    public ChangeCheckpoint Checkpoint => ChangeCheckpoint.Parse(Stored);

    /// <summary>Gets the decoded query of the last request.</summary>
    public string LastQuery => _service.Queries[^1];

    public void Write(string id, double second) => Model.Write(id, ListService.At(second));

    /// <summary>Reads a round at a time of the service, stores its checkpoint, and returns what it brought and cost.</summary>
    public async Task<(string[] Ids, int Requests)> ReadAtAsync(double second)
    {
        Model.Now = ListService.At(second);
        int before = _service.Queries.Count;
        List<ReferralChanges> changes = [];
        Assert.Null(await _service.ReadAsync(Checkpoint, changes));
        Stored = changes[^1].Checkpoint.Value;
        return ([.. changes.SelectMany(batch => batch.Referrals).Select(referral => referral.Id)], _service.Queries.Count - before);
    }

    /// <summary>Reads a round at each of the times, which bring nothing, and returns the number of requests of each.</summary>
    public async Task<int[]> ReadQuietlyAtAsync(params IEnumerable<double> seconds)
    {
        List<int> requests = [];
        foreach (double second in seconds)
        {
            (string[] ids, int count) = await ReadAtAsync(second);
            Assert.Empty(ids);
            requests.Add(count);
        }

        return [.. requests];
    }

    public void Dispose() => _service.Dispose();
}
