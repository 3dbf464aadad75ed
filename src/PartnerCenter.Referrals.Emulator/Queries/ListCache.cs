namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Caches the sorted results of recent queries, so that the thousandth page of a list costs no more than the first, and a write between two
/// pages does not require sorting again. The cache is used only under the store's lock, and the results that it returns never change.
/// </summary>
internal sealed class ListCache
{
    private const int Capacity = 8;

    // If more than this share of the result was written since, sorting again is faster than inserting the written records.
    private const int ResortRatio = 16;

    private readonly List<Listing> _recent = [];

    public IReadOnlyList<StoredReferral> Find(ListQuery query, RecordTable table)
    {
        var continuation = (query.Continuation.Filter, query.Continuation.OrderBy);
        int place = _recent.FindIndex(listing => listing.Continuation == continuation);
        StoredReferral[]? found = null;
        if (place >= 0)
        {
            found = Refresh(_recent[place], query, table);
            _recent.RemoveAt(place);
        }
        else if (_recent.Count == Capacity)
        {
            _recent.RemoveAt(0);
        }

        if (found is null)
        {
            found = [.. table.InOrder.Where(referral => query.Condition(referral))];
            query.Order.Sort(found);
        }

        _recent.Add(new Listing(table.Version, continuation, found));
        return found;
    }

    // Returns the result without the records written since, plus those of them that still match, at their new places. Returns null if too
    // many were written.
    private static StoredReferral[]? Refresh(Listing listing, ListQuery query, RecordTable table)
    {
        if (listing.Version == table.Version)
        {
            return listing.Found;
        }

        if ((table.Version - listing.Version) * ResortRatio > listing.Found.Length)
        {
            return null;
        }

        HashSet<long> written = table.WrittenSince(listing.Version);
        StoredReferral[] kept = Array.FindAll(listing.Found, referral => !written.Contains(referral.Sequence));
        StoredReferral[] fresh = [.. written.Order().Select(table.At).Where(referral => query.Condition(referral))];
        query.Order.Sort(fresh);

        var merged = new StoredReferral[kept.Length + fresh.Length];
        int copied = 0;
        for (int index = 0; index < fresh.Length; index++)
        {
            int before = query.Order.CountBefore(kept, fresh[index]);
            Array.Copy(kept, copied, merged, copied + index, before - copied);
            merged[before + index] = fresh[index];
            copied = before;
        }

        Array.Copy(kept, copied, merged, copied + fresh.Length, kept.Length - copied);
        return merged;
    }

    private sealed record Listing(int Version, (string? Filter, string? OrderBy) Continuation, StoredReferral[] Found);
}
