using System.Runtime.InteropServices;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Compares JSON values by content.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    /// <summary>The same comparison, for what takes a comparer.</summary>
    public static readonly JsonEquality Comparer = new();

    private JsonEquality()
    {
    }

    /// <summary>
    /// Whether two values mean the same. The order of an object's members, escapes and the notation of a number make no difference.
    /// Values that hold text that is not valid Unicode are the same only if they are equal byte for byte.
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
            return JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: it is kept and sent back, but cannot be read.
            return false;
        }
    }

    bool IEqualityComparer<JsonElement>.Equals(JsonElement x, JsonElement y) => Same(x, y);

    // Only what is alike in every notation of a value: 1.0 and 1.00 are the same, and so are "a" and "\u0061".
    int IEqualityComparer<JsonElement>.GetHashCode(JsonElement obj) =>
        HashCode.Combine(obj.ValueKind, obj.ValueKind == JsonValueKind.Array ? obj.GetArrayLength() : 0);
}
