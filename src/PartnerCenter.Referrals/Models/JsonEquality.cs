using System.Runtime.InteropServices;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Compares JSON values by content.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    /// <summary>Gets the shared instance, for APIs that take a comparer.</summary>
    public static readonly JsonEquality Comparer = new();

    private JsonEquality()
    {
    }

    /// <summary>
    /// Returns whether two values have the same content. The order of an object's members, escapes, the notation of a number and OData
    /// annotations do not matter. Values with text that is not valid Unicode are the same only if they are equal byte for byte.
    /// </summary>
    public static bool Same(JsonElement one, JsonElement other)
    {
        if (one.ValueKind == JsonValueKind.Undefined || other.ValueKind == JsonValueKind.Undefined)
        {
            return one.ValueKind == other.ValueKind;
        }

        if (JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)))
        {
            return true;
        }

        try
        {
            return HasAnnotations(one) || HasAnnotations(other) ? SameWithoutAnnotations(one, other) : JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: the value is kept and sent back, but its text cannot be decoded.
            return false;
        }
    }

    private static bool HasAnnotations(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).IndexOf("@odata."u8) >= 0;

    private static bool SameWithoutAnnotations(JsonElement one, JsonElement other)
    {
        switch (one.ValueKind, other.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                JsonProperty[] content = ContentOf(one);
                return content.Length == ContentOf(other).Length
                    && content.All(member => other.TryGetProperty(member.Name, out JsonElement value) && Same(member.Value, value));
            case (JsonValueKind.Array, JsonValueKind.Array):
                return one.GetArrayLength() == other.GetArrayLength()
                    && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Same(pair.First, pair.Second));
            default:
                return JsonElement.DeepEquals(one, other);
        }
    }

    private static JsonProperty[] ContentOf(JsonElement value) =>
        [.. value.EnumerateObject().Where(member => !UnknownMembers.IsAnnotation(member.Name))];

    bool IEqualityComparer<JsonElement>.Equals(JsonElement x, JsonElement y) => Same(x, y);

    // Hashes only what every notation of a value has in common: 1.0 equals 1.00, and "a" equals "\u0061".
    int IEqualityComparer<JsonElement>.GetHashCode(JsonElement obj) =>
        HashCode.Combine(obj.ValueKind, obj.ValueKind == JsonValueKind.Array ? obj.GetArrayLength() : 0);
}
