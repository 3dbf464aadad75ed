using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>One page of a list: what matched in all, copies of the records on it, and the token that goes on.</summary>
internal sealed record ReferralPage(int Count, IReadOnlyList<JsonObject> Referrals, SkipToken? Next)
{
    public static ReferralPage Of(IReadOnlyList<StoredReferral> all, ListQuery query, int pageSize)
    {
        List<StoredReferral> matching = [.. query.Order.Sort(all.Where(query.Condition))];
        IEnumerable<StoredReferral> rest = query.IsContinuation
            ? matching.Where(referral => query.Order.IsAfter(referral, (query.Question.AfterTicks, query.Question.AfterSequence)))
            : matching.Skip(query.Skip);

        int? wanted = query.Question.Wanted;
        List<StoredReferral> candidates = [.. rest.Take(wanted ?? int.MaxValue)];
        List<StoredReferral> page = [.. candidates.Take(pageSize)];
        SkipToken? next = null;
        if (candidates.Count > page.Count)
        {
            (long ticks, long sequence) = query.Order.PositionOf(page[^1]);
            next = query.Question with { Wanted = wanted - page.Count, AfterTicks = ticks, AfterSequence = sequence };
        }

        return new ReferralPage(matching.Count, [.. page.Select(referral => Copy(referral.Record, query.Members))], next);
    }

    private static JsonObject Copy(JsonObject record, IReadOnlyList<string>? members)
    {
        if (members is null)
        {
            return record.DeepClone().AsObject();
        }

        var copy = new JsonObject();
        foreach ((string name, JsonNode? value) in record.Where(member => members.Contains(member.Key)))
        {
            copy.Add(name, value?.DeepClone());
        }

        return copy;
    }
}
