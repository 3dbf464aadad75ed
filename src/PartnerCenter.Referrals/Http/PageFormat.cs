using System.Security.Cryptography;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a page of the collection (wire contract 2.1).</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal abstract class PageFormat<T>(bool skipsUnreadableItems) : BodyFormat<PageResult<T>>
    where T : class
{
    public sealed override PageResult<T> ReadReadable(ReadOnlySpan<byte> body, UnreadableValues unreadable)
    {
        Utf8JsonReader reader = new(body, ReadableCopy.AnyDepth);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new UnusableBodyException("it is no page, because it is no object");
        }

        T[]? items = null;
        string? nextLink = null;
        long? count = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string? name = ReadableCopy.NameAt(ref reader);
            reader.Read();
            switch (name?.ToUpperInvariant())
            {
                case "VALUE":
                    items = ReadItems(body, ref reader, unreadable);
                    break;
                case "@ODATA.NEXTLINK":
                    nextLink = ReadLink(ref reader);
                    break;
                case "@ODATA.COUNT":
                    count = CountConverter.ReadFrom(ref reader);
                    break;
                case "ERROR" or "CODE" when reader.TokenType != JsonTokenType.Null:
                    throw new UnusableBodyException("it holds an error, so it is no page");
                default:
                    reader.Skip();
                    break;
            }
        }

        reader.Read(); // Throws if anything follows.
        return items is null
            ? throw new UnusableBodyException("it is no page, because it has no list of items")
            : new PageResult<T>(items, nextLink, count) { Unreadable = [.. unreadable.Items] };
    }

    /// <summary>Reads an item; null if it cannot be read.</summary>
    /// <param name="item">The JSON of the item.</param>
    /// <param name="unreadable">Takes what the item holds that cannot be read.</param>
    /// <param name="failure">Describes an item that cannot be read.</param>
    protected abstract T? ReadItem(ReadOnlySpan<byte> item, UnreadableValues unreadable, out UnreadableItem? failure);

    private T[] ReadItems(ReadOnlySpan<byte> body, ref Utf8JsonReader reader, UnreadableValues unreadable)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new UnusableBodyException("it is no page, because its value is no list");
        }

        List<T> items = [];
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            unreadable.ThrowIfCancelled();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            ReadOnlySpan<byte> json = body[start..(int)reader.BytesConsumed];
            if (ReadItem(json, unreadable, out UnreadableItem? failure) is { } item)
            {
                items.Add(item);
                continue;
            }

            unreadable.Add(skipsUnreadableItems
                ? failure! with { Index = index, Fingerprint = Convert.ToHexStringLower(SHA256.HashData(json)) }
                : throw new UnusableBodyException(FormattableString.Invariant(
                    $"its item {index} (counted from 0) {failure!.Why}"))
                {
                    Advice = "To read the others, set SkipUnreadableItems.",
                });
        }

        return [.. items];
    }

    // Without its link, the page would look like the last one, and the rest of the listing would be hidden.
    private static string? ReadLink(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when ReadableCopy.NameAt(ref reader) is { } link => link,
        _ => throw new UnusableBodyException("its link to the next page cannot be read"),
    };
}
