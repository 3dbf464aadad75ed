namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What recent questions found, sorted, for as long as no record is written: the thousandth page of a list costs no more than the first.
/// Touched only under the store's lock; what it gives out does not change.
/// </summary>
internal sealed class Listings
{
    private const int Capacity = 8;

    private readonly List<Listing> _recent = [];

    public IReadOnlyList<StoredReferral> Find(ListQuery query, RecordTable table)
    {
        _recent.RemoveAll(listing => listing.Version != table.Version);
        var question = (query.Question.Filter, query.Question.OrderBy);
        if (_recent.Find(listing => listing.Question == question) is { } known)
        {
            return known.Found;
        }

        StoredReferral[] found = [.. table.InOrder.Where(referral => query.Condition(referral.Fields))];
        query.Order.Sort(found);
        if (_recent.Count == Capacity)
        {
            _recent.RemoveAt(0);
        }

        _recent.Add(new Listing(table.Version, question, found));
        return found;
    }

    private sealed record Listing(long Version, (string? Filter, string? OrderBy) Question, StoredReferral[] Found);
}
