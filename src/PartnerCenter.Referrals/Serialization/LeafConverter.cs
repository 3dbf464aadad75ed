using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// An object that holds no further objects, in the items of a list. Read by itself it needs no stack of frames; read as a part of its item
/// it would make the serializer allocate one for each item, half a kilobyte.
/// </summary>
/// <typeparam name="T">The object's model.</typeparam>
internal sealed class LeafConverter<T> : JsonConverter<T> where T : class
{
    private readonly OwnConverter<T> _own = new();

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        _own.Of(options).Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        _own.Of(options).Write(writer, value, options);
}
