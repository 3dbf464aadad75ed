using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Keeps the current version of records in memory and answers queries of the change feed by OData's rules: nulls first in ascending order,
/// none of them in a filter's result. A next link continues at a position of the current result, or of the result as it was at first.
/// </summary>
internal sealed class ModelService
{
    private readonly Dictionary<string, ListRecord> _records = [];
    private readonly List<Place> _places = [];
    private int _versions;

    public DateTimeOffset Now { get; set; } = ListService.At(0);

    public int PageSize { get; init; } = 2;

    /// <summary>Gets whether a next link continues the result as it was when its first page was read.</summary>
    public bool HasSnapshots { get; init; }

    public bool SendsDate { get; init; } = true;

    public IReadOnlyCollection<ListRecord> Current => _records.Values;

    /// <summary>Writes a record, by a machine whose clock shows the given time.</summary>
    public ListRecord Write(string id, DateTimeOffset? updated, bool hasUnreadableId = false) =>
        _records[id] = new ListRecord(id, ++_versions, updated) { HasUnreadableId = hasUnreadableId };

    public void Delete(string id) => _records.Remove(id);

    public ListAnswer Answer(string query)
    {
        Dictionary<string, string> options = query.TrimStart('?').Split('&').Select(option => option.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return options.TryGetValue("$skiptoken", out string? token)
            ? Page(_places[int.Parse(token, CultureInfo.InvariantCulture)], null)
            : Page(
                new Place(Select(options.GetValueOrDefault("$filter"), options["$orderby"]), 0),
                options.TryGetValue("$top", out string? top) ? int.Parse(top, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Returns an empty page whose link leads to the page of the query.</summary>
    public ListAnswer AnswerLater(string query)
    {
        ListAnswer page = Answer(query);
        _places.Add(new Place(() => page.Records, 0) { Link = page.Link });
        return page with { Records = [], Link = LinkTo(_places.Count - 1) };
    }

    private static string LinkTo(int place) => string.Create(CultureInfo.InvariantCulture, $"?$skiptoken={place}");

    private Func<IReadOnlyList<ListRecord>> Select(string? filter, string order)
    {
        string[] words = filter?.Split(' ') ?? [];
        DateTimeOffset bound = words.Length > 0 ? DateTimeOffset.Parse(words[2], CultureInfo.InvariantCulture) : default;
        bool includes = words.Length == 0 || words[1] == "ge";
        IReadOnlyList<ListRecord> Result()
        {
            IEnumerable<ListRecord> matching = _records.Values.Where(
                record => filter is null || record.Updated > bound || (includes && record.Updated == bound));
            return
            [
                .. order.EndsWith(" desc", StringComparison.Ordinal)
                    ? matching.OrderByDescending(record => record.Updated).ThenBy(record => record.Id, StringComparer.Ordinal)
                    : matching.OrderBy(record => record.Updated).ThenBy(record => record.Id, StringComparer.Ordinal),
            ];
        }

        if (!HasSnapshots)
        {
            return Result;
        }

        IReadOnlyList<ListRecord> snapshot = Result();
        return () => snapshot;
    }

    private ListAnswer Page(Place place, int? top)
    {
        IReadOnlyList<ListRecord> all = place.Result();
        DateTimeOffset? date = SendsDate ? new DateTimeOffset(Now.Ticks - (Now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero) : null;
        int size = Math.Min(PageSize, top ?? int.MaxValue);
        string? link = place.Link;
        if (link is null && top is null && all.Count > place.Start + size)
        {
            _places.Add(place with { Start = place.Start + size });
            link = LinkTo(_places.Count - 1);
        }

        return new ListAnswer([.. all.Skip(place.Start).Take(size)], link, date);
    }

    private sealed record Place(Func<IReadOnlyList<ListRecord>> Result, int Start)
    {
        public string? Link { get; init; }
    }
}
