using System.Runtime.InteropServices;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Compares JSON values by content, in time that grows with their size.</summary>
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
    public static bool Same(JsonElement one, JsonElement other) => Same(one, other, ignoreNulls: false);

    /// <summary>Returns whether two values have the same content if an object's members that are null count as absent.</summary>
    public static bool SameButForNulls(JsonElement one, JsonElement other) => Same(one, other, ignoreNulls: true);

    /// <summary>Returns the members of an object by name. Of several members with the same name, the last one counts.</summary>
    /// <exception cref="InvalidOperationException">A name is not valid Unicode.</exception>
    public static Dictionary<string, JsonElement> MembersOf(JsonElement value)
    {
        Dictionary<string, JsonElement> members = new(value.GetPropertyCount(), StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static bool Same(JsonElement one, JsonElement other, bool ignoreNulls)
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
            return ignoreNulls || HasAnnotations(one) || HasAnnotations(other)
                ? SameContent(one, other, ignoreNulls)
                : JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: the value is kept and sent back, but its text cannot be decoded.
            return false;
        }
    }

    private static bool HasAnnotations(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).IndexOf("@odata."u8) >= 0;

    private static bool SameContent(JsonElement one, JsonElement other, bool ignoreNulls) => (one.ValueKind, other.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => SameMembers(MembersOf(one), MembersOf(other), ignoreNulls),
        (JsonValueKind.Array, JsonValueKind.Array) => one.GetArrayLength() == other.GetArrayLength()
            && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => SameContent(pair.First, pair.Second, ignoreNulls)),
        _ => JsonElement.DeepEquals(one, other),
    };

    private static bool SameMembers(Dictionary<string, JsonElement> one, Dictionary<string, JsonElement> other, bool ignoreNulls)
    {
        foreach ((string name, JsonElement value) in one)
        {
            if (IsContent(name, value) && !(other.Remove(name, out JsonElement same) && SameContent(value, same, ignoreNulls)))
            {
                return false;
            }
        }

        return other.All(member => !IsContent(member.Key, member.Value));

        bool IsContent(string name, JsonElement value) =>
            !UnknownMembers.IsAnnotation(name) && !(ignoreNulls && value.ValueKind == JsonValueKind.Null);
    }

    bool IEqualityComparer<JsonElement>.Equals(JsonElement x, JsonElement y) => Same(x, y);

    // Hashes only what every notation of a value has in common: 1.0 equals 1.00, and "a" equals "\u0061".
    int IEqualityComparer<JsonElement>.GetHashCode(JsonElement obj) =>
        HashCode.Combine(obj.ValueKind, obj.ValueKind == JsonValueKind.Array ? obj.GetArrayLength() : 0);
}
