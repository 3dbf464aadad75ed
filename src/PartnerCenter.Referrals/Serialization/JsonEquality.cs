using System.Runtime.InteropServices;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Whether two JSON values mean the same.</summary>
internal static class JsonEquality
{
    /// <summary>The same but for order, escapes and the like; what holds a text that is no Unicode is the same only if it is so byte for byte.</summary>
    public static bool Same(JsonElement one, JsonElement other)
    {
        if (one.ValueKind != JsonValueKind.Undefined && other.ValueKind != JsonValueKind.Undefined
            && JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)))
        {
            return true;
        }

        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: it is kept and sent back, but cannot be read.
            return false;
        }
    }
}
