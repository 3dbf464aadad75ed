using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes the lists of the models. Null is read as an empty list, which a replace writes as null again. The empty object that
/// older samples show in place of a list is read as an empty list, too (wire contract 10 #12). An object with members is refused, because
/// reading it as an empty list would lose them.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ListConverter<T> : JsonConverter<IReadOnlyList<T>>, IListConverter
{
    private readonly CachedConverter<T> _item = new();

    public override bool HandleNull => true;

    Type IListConverter.ItemType => typeof(T);

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return ModelList<T>.Null;
            case JsonTokenType.StartArray:
                return ReadItems(ref reader, options);
            case JsonTokenType.StartObject when reader.Read() && reader.TokenType == JsonTokenType.EndObject:
                return ModelList<T>.Empty;
            default:
                throw new JsonException("Expected an array.");
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T>? value, JsonSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        JsonConverter<T> item = _item.Of(options);
        writer.WriteStartArray();
        for (int i = 0; i < value.Count; i++)
        {
            item.Write(writer, value[i], options);
        }

        writer.WriteEndArray();
    }

    private ModelList<T> ReadItems(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        // Calls the item's converter directly, because JsonSerializer.Deserialize would scan each item twice.
        JsonConverter<T> item = _item.Of(options);
        T[]? rented = null;
        int count = 0;
        try
        {
            for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                // Callers get lists without nulls, and a replace would not send them back, so the record is not whole.
                if (reader.TokenType == JsonTokenType.Null && default(T) is null)
                {
                    throw new JsonException(FormattableString.Invariant($"Item {index}: Expected a value, but found null."));
                }

                if (rented is null)
                {
                    rented = ArrayPool<T>.Shared.Rent(8);
                }
                else if (count == rented.Length)
                {
                    rented = Grow(rented);
                }

                rented[count++] = ReadItem(ref reader, item, index, options);
            }

            return ModelList<T>.Of(rented.AsSpan(0, count));
        }
        finally
        {
            // The array is cleared, because its items may contain personal data.
            if (rented is not null)
            {
                ArrayPool<T>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private static T ReadItem(ref Utf8JsonReader reader, JsonConverter<T> item, int index, JsonSerializerOptions options)
    {
        try
        {
            return item.Read(ref reader, typeof(T), options)!;
        }
        catch (JsonException exception) when (exception.Path is null)
        {
            // The path that the serializer adds ends at the list, so the message names the item.
            throw new JsonException($"Item {index}: {exception.Message}", exception);
        }
    }

    private static T[] Grow(T[] full)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(full, clearArray: true);
        return larger;
    }
}
