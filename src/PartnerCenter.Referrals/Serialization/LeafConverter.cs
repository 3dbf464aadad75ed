using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads and writes an object in a list item that contains no further objects. Read on its own, such an object needs no stack of frames.
/// Read as a part of its item, it would make the serializer allocate one for each item, which is half a kilobyte.
/// </summary>
/// <typeparam name="T">The model of the object.</typeparam>
internal sealed class LeafConverter<T> : JsonConverter<T> where T : class
{
    private readonly CachedConverter<T> _converter = new();

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        _converter.Of(options).Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        _converter.Of(options).Write(writer, value, options);
}
