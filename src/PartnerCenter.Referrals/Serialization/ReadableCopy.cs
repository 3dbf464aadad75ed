using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Copies the JSON of a model in one pass, without what the model cannot read: null stands in place of a member's value, so that the member
/// counts as present, and an item of a list is left out. Everything else is copied as it is.
/// </summary>
internal ref struct ReadableCopy
{
    /// <summary>The depth has no limit, so that what is nested too deeply can be passed over. No reading here is recursive.</summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    // The depth that the serializer reads.
    private const int MaxDepth = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly ReadOnlySpan<byte> _json;
    private readonly UnreadableValues _unreadable;
    private Utf8JsonReader _reader;

    public ReadableCopy(ReadOnlySpan<byte> json, UnreadableValues unreadable)
    {
        _json = json;
        _unreadable = unreadable;
        _reader = new Utf8JsonReader(json, AnyDepth);
    }

    /// <summary>Copies the JSON. Returns false if it is no object.</summary>
    /// <exception cref="JsonException">The JSON has a syntax error.</exception>
    public bool TryWriteTo(IBufferWriter<byte> output, JsonTypeInfo model)
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        // Only what was read as JSON is written.
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true });
        CopyObject(writer, model, "$");
        _reader.Read(); // Throws if anything follows.
        return true;
    }

    /// <summary>Returns the name of the member that a reader is at; null if it is no valid text.</summary>
    public static string? NameAt(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair, or bytes that are not UTF-8.
        }
    }

    private void CopyObject(Utf8JsonWriter writer, JsonTypeInfo model, string path)
    {
        writer.WriteStartObject();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            _unreadable.ThrowIfCancelled();
            string? name = NameAt(ref _reader);
            JsonPropertyInfo? member = Find(model, name);
            _reader.Read();
            if (name is not null && member is not null)
            {
                writer.WritePropertyName(name);
                CopyMember(writer, model.Options.GetTypeInfo(member.PropertyType), $"{path}.{member.Name}");
                continue;
            }

            if (TakeReadable(model.Options.GetTypeInfo<JsonElement>(), out ReadOnlySpan<byte> value) && name is not null)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(value, skipInputValidation: true);
            }
            else
            {
                // The name of a member that this version does not know may be anything, such as a mail address. It has fewer characters
                // than other words from outside, because a dot or a bracket would be part of the path.
                bool isPlain = name is { Length: <= 64 } && !name.AsSpan().ContainsAnyExcept(NameCharacters);
                _unreadable.Add($"{path}.{(isPlain ? name : "?")}");
            }
        }

        writer.WriteEndObject();
    }

    private void CopyMember(Utf8JsonWriter writer, JsonTypeInfo type, string path)
    {
        if (_reader.TokenType == JsonTokenType.StartArray && type.Converter is IListConverter list)
        {
            CopyItems(writer, type.Options.GetTypeInfo(list.ItemType), path);
        }
        else if (!TryCopy(writer, type, path))
        {
            writer.WriteNullValue();
        }
    }

    private void CopyItems(Utf8JsonWriter writer, JsonTypeInfo item, string path)
    {
        writer.WriteStartArray();
        for (int index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            _unreadable.ThrowIfCancelled();
            string itemPath = FormattableString.Invariant($"{path}[{index}]");
            if (_reader.TokenType == JsonTokenType.Null && !item.Type.IsValueType)
            {
                _unreadable.Add(itemPath);
            }
            else
            {
                TryCopy(writer, item, itemPath);
            }
        }

        writer.WriteEndArray();
    }

    private bool TryCopy(Utf8JsonWriter writer, JsonTypeInfo type, string path)
    {
        if (_reader.TokenType == JsonTokenType.StartObject && type.Kind == JsonTypeInfoKind.Object)
        {
            CopyObject(writer, type, path);
            return true;
        }

        if (TakeReadable(type, out ReadOnlySpan<byte> value))
        {
            writer.WriteRawValue(value, skipInputValidation: true);
            return true;
        }

        _unreadable.Add(path);
        return false;
    }

    /// <summary>Passes over the value that the reader is at, and returns whether a type can hold it.</summary>
    private bool TakeReadable(JsonTypeInfo type, out ReadOnlySpan<byte> value)
    {
        JsonTokenType token = _reader.TokenType;
        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        value = _json[start..(int)_reader.BytesConsumed];
        if (!MayHold(type, token))
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(value, new JsonReaderOptions { MaxDepth = Math.Max(MaxDepth - _reader.CurrentDepth, 1) });
            JsonSerializer.Deserialize(ref reader, type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Decides most cases without an exception, which costs as much as the reading of a whole referral.
    private static bool MayHold(JsonTypeInfo type, JsonTokenType token) => token switch
    {
        JsonTokenType.Null => true,
        _ when type.Type == typeof(JsonElement) => true,
        JsonTokenType.StartObject => type.Converter is IListConverter,
        JsonTokenType.StartArray => false,
        _ => type.Kind != JsonTypeInfoKind.Object && type.Converter is not IListConverter,
    };

    private static JsonPropertyInfo? Find(JsonTypeInfo model, string? name)
    {
        foreach (JsonPropertyInfo member in model.Properties)
        {
            if (!member.IsExtensionData && member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }
}
