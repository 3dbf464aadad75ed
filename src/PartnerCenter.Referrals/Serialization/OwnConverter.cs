using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// The converter that options have for a type. Kept for those that asked last: to look it up for each list and each item is felt in a page.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class OwnConverter<T>
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
