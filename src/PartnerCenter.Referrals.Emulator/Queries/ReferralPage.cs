using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents one page of a list: how many records matched in all, the records on the page, and the token that continues the list.
/// </summary>
internal sealed record ReferralPage(int Count, IReadOnlyList<StoredReferral> Referrals, SkipToken? Next)
{
    /// <exception cref="ApiException">The position in the token does not belong to its order.</exception>
    public static ReferralPage Of(IReadOnlyList<StoredReferral> matching, ListQuery query, int pageSize)
    {
        SkipToken continuation = query.Continuation;
        int start = continuation.After is { } after
            ? query.Order.CountThrough(matching, after, continuation.AfterSequence)
            : Math.Min(continuation.Skip, matching.Count);

        int available = Math.Min(matching.Count - start, continuation.Remaining ?? int.MaxValue);
        int length = Math.Min(available, pageSize);
        List<StoredReferral> page = new(length);
        for (int index = start; index < start + length; index++)
        {
            page.Add(matching[index]);
        }

        SkipToken? next = available <= length ? null : continuation with
        {
            Remaining = continuation.Remaining - length,
            After = query.Order.PositionOf(page[^1]),
            AfterSequence = page[^1].Sequence,
        };
        return new ReferralPage(matching.Count, page, next);
    }

    /// <summary>Returns a function that writes the envelope of wire contract 2.1.</summary>
    public Action<Utf8JsonWriter> Write(string context, int? count, string? nextLink, ReferralSelection? selection) => writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.context", context);
        if (count is { } number)
        {
            writer.WriteNumber("@odata.count", number);
        }

        writer.WriteStartArray("value");
        foreach (StoredReferral referral in Referrals)
        {
            if (selection is null)
            {
                // The stored text was checked when the record was stored.
                writer.WriteRawValue(referral.Json.Span, skipInputValidation: true);
            }
            else
            {
                using JsonDocument record = JsonDocument.Parse(referral.Json, StoredReferral.Reading);
                selection.Write(writer, record.RootElement);
            }
        }

        writer.WriteEndArray();
        if (nextLink is not null)
        {
            writer.WriteString("@odata.nextLink", nextLink);
        }

        writer.WriteEndObject();
    };
}
