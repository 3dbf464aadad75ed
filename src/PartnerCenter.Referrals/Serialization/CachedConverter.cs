using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Provides the converter that serializer options have for a type. It caches the converter of the options that were used last, because a
/// lookup for each list and each item noticeably slows down the reading of a page.
/// </summary>
/// <typeparam name="T">The type that the converter reads and writes.</typeparam>
internal sealed class CachedConverter<T>
{
    private JsonTypeInfo<T>? _last;

    public JsonConverter<T> Of(JsonSerializerOptions options)
    {
        JsonTypeInfo<T>? type = _last;
        if (type?.Options != options)
        {
            _last = type = options.GetTypeInfo<T>();
        }

        return (JsonConverter<T>)type.Converter;
    }
}
