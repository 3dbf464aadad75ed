using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Compares the JSON of two versions of a referral, member by member. A list is compared as a whole. A member that is absent, null or an
/// empty list has no value, and its forms do not differ from each other.
/// </summary>
internal static class Differences
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public static IReadOnlyList<Difference> Between(Referral before, Referral after)
    {
        List<Difference> differences = [];
        Compare(ReferralsJson.ReferralForReplace, Json(before), Json(after), "", differences);

        // Links are never sent, so the compared JSON does not contain them.
        if (!Equals(before.Links, after.Links))
        {
            differences.Add(new Difference("/links", typeof(Referral), "links", default, default) { IsLost = false });
        }

        return differences;
    }

    private static JsonElement Json(Referral referral) => JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForReplace);

    private static void Compare(JsonTypeInfo type, JsonElement before, JsonElement after, string path, List<Difference> differences)
    {
        Dictionary<string, JsonElement> was = JsonEquality.MembersOf(before);
        Dictionary<string, JsonElement> will = JsonEquality.MembersOf(after);
        foreach (JsonPropertyInfo property in type.Properties)
        {
            was.Remove(property.Name, out JsonElement one);
            will.Remove(property.Name, out JsonElement other);
            if (one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
            {
                // Objects that differ in nulls alone may differ, because a part of them may have a shape that is not known.
                if (!JsonEquality.Same(one, other))
                {
                    Compare(type.Options.GetTypeInfo(property.PropertyType), one, other, $"{path}/{property.Name}", differences);
                }
            }
            else if ((!IsNothing(one) || !IsNothing(other)) && !Same(property, one, other))
            {
                Add(property.Name, one, OrNull(other), isLost: false);
            }
        }

        // What is left are members that this version does not know.
        foreach ((string name, JsonElement one) in was)
        {
            bool isLost = !will.Remove(name, out JsonElement other);
            if (!JsonEquality.Same(OrNull(one), OrNull(other)))
            {
                Add(name, one, OrNull(other), isLost);
            }
        }

        foreach ((string name, JsonElement other) in will.Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            Add(name, default, other, isLost: false);
        }

        void Add(string name, JsonElement one, JsonElement other, bool isLost) =>
            differences.Add(new Difference($"{path}/{name}", type.Type, name, one, other) { IsLost = isLost });
    }

    // In JSON whose shape is not known, a null may have a meaning of its own.
    private static bool Same(JsonPropertyInfo property, JsonElement one, JsonElement other) =>
        property.PropertyType == typeof(IReadOnlyList<JsonElement>)
            ? JsonEquality.Same(one, other)
            : JsonEquality.SameButForNulls(one, other);

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static JsonElement OrNull(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? Null : value;
}
