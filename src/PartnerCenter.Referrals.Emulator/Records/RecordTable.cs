using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Holds the records and finds them by id, by engagement and in the order in which they were added. No record is ever deleted (wire
/// contract 1.1 has no such operation), so a record's sequence is its index in the list. The table is used only under the store's lock.
/// </summary>
internal sealed class RecordTable
{
    private readonly List<StoredReferral> _inOrder = [];
    private readonly Dictionary<string, long> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<long>> _byEngagement = new(StringComparer.OrdinalIgnoreCase);

    // The sequence of the record that each write changed.
    private readonly List<long> _written = [];

    public IReadOnlyList<StoredReferral> InOrder => _inOrder;

    /// <summary>Gets the number of writes. While it is the same, every query has the same result.</summary>
    public int Version => _written.Count;

    public StoredReferral? Find(string id) => _byId.TryGetValue(id, out long sequence) ? At(sequence) : null;

    public StoredReferral At(long sequence) => _inOrder[(int)sequence];

    /// <summary>Returns the sequences of the records that were added or replaced since a version.</summary>
    public HashSet<long> WrittenSince(int version) => [.. _written.Skip(version)];

    public IEnumerable<StoredReferral> OfEngagement(string engagementId) =>
        _byEngagement.GetValueOrDefault(engagementId)?.Select(At) ?? [];

    /// <summary>Adds the record that the function creates for a sequence.</summary>
    public StoredReferral Add(Func<long, StoredReferral> make)
    {
        StoredReferral stored = make(_inOrder.Count);
        _byId.Add(stored.Fields.Id ?? "", stored.Sequence);
        _inOrder.Add(stored);
        Join(stored);
        _written.Add(stored.Sequence);
        return stored;
    }

    public StoredReferral Replace(StoredReferral before, JsonObject record)
    {
        var stored = new StoredReferral(record, before.Sequence);
        _inOrder[(int)before.Sequence] = stored;
        if (stored.Fields.EngagementId != before.Fields.EngagementId)
        {
            _byEngagement.GetValueOrDefault(before.Fields.EngagementId ?? "")?.Remove(before.Sequence);
            Join(stored);
        }

        _written.Add(stored.Sequence);
        return stored;
    }

    private void Join(StoredReferral stored)
    {
        if (stored.Fields.EngagementId is not { } engagementId)
        {
            return;
        }

        if (!_byEngagement.TryGetValue(engagementId, out List<long>? members))
        {
            _byEngagement.Add(engagementId, members = []);
        }

        members.Add(stored.Sequence);
    }
}
