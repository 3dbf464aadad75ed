using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads a page of records of the caller's own type. What such a record can do without is not known, so an item is read as a whole or not
/// at all.
/// </summary>
internal sealed class ProjectedPageFormat<T>(JsonTypeInfo<T> projection, bool skipsUnreadableItems) : PageFormat<T>(skipsUnreadableItems)
    where T : class
{
    public override PageResult<T>? Read(ReadOnlySpan<byte> body)
    {
        if (JsonSerializer.Deserialize(body, ReferralsJson.ProjectedPage) is not { } page)
        {
            return null;
        }

        T[] items = new T[page.Value.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = page.Value[i].Deserialize(projection) ?? throw new JsonException();
        }

        return new PageResult<T>(items, page.NextLink, page.Count);
    }

    protected override T? ReadItem(ReadOnlySpan<byte> item, UnreadableValues unreadable, out UnreadableItem? failure)
    {
        try
        {
            T? read = JsonSerializer.Deserialize(item, projection);
            failure = read is null ? new UnreadableItem("is null") : null;
            return read;
        }
        catch (JsonException)
        {
            failure = new UnreadableItem($"does not fit {typeof(T).Name}");
            return null;
        }
    }
}
