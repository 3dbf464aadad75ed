using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Compares two versions of a referral, member by member, by what a replace would write of them. A list is compared as a whole. A member
/// that is absent, null or an empty list has no value, and its forms do not differ from each other.
/// </summary>
/// <remarks>
/// A changed referral is a copy that shares most of its members with the other version. Only members that may differ are written as JSON.
/// </remarks>
internal static class Differences
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public static IReadOnlyList<Difference> Between(Referral before, Referral after)
    {
        List<Difference> differences = [];
        Compare(ReferralsJson.ReferralForReplace, before, after, "", differences);

        // Links are never sent, so the compared metadata does not contain them.
        if (!Equals(before.Links, after.Links))
        {
            differences.Add(new Difference("/links", typeof(Referral), "links", default, default) { IsLost = false });
        }

        return differences;
    }

    private static void Compare(JsonTypeInfo type, object before, object after, string path, List<Difference> differences)
    {
        for (int i = 0; i < type.Properties.Count; i++)
        {
            JsonPropertyInfo property = type.Properties[i];
            (object? was, object? will) = (property.Get!(before), property.Get(after));
            if (ReferenceEquals(was, will))
            {
                continue; // A copy shares most objects with the version that it was made from.
            }

            if (property.IsExtensionData)
            {
                CompareUnknown(type.Type, (UnknownMembers?)was, (UnknownMembers?)will, path, differences);
            }
            else if (was is IModel && will is IModel)
            {
                Compare(type.Options.GetTypeInfo(property.PropertyType), was, will, $"{path}/{property.Name}", differences);
            }
            else if (!IsSameValue(was, will))
            {
                JsonElement one = Json(property, before, was), other = Json(property, after, will);
                if ((!IsNothing(one) || !IsNothing(other)) && !Same(property, one, other))
                {
                    differences.Add(new Difference($"{path}/{property.Name}", type.Type, property.Name, one, OrNull(other))
                    {
                        IsLost = false,
                    });
                }
            }
        }
    }

    // Compares the members that this version does not know.
    private static void CompareUnknown(
        Type holder, UnknownMembers? before, UnknownMembers? after, string path, List<Difference> differences)
    {
        foreach ((string name, JsonElement one) in before ?? [])
        {
            JsonElement other = default;
            bool isLost = after?.TryGetValue(name, out other) != true;
            if (!JsonEquality.Same(OrNull(one), OrNull(other)))
            {
                differences.Add(new Difference($"{path}/{name}", holder, name, one, OrNull(other)) { IsLost = isLost });
            }
        }

        foreach ((string name, JsonElement other) in after ?? [])
        {
            if (other.ValueKind != JsonValueKind.Null && before?.ContainsKey(name) != true)
            {
                differences.Add(new Difference($"{path}/{name}", holder, name, default, other) { IsLost = false });
            }
        }
    }

    // Whether the JSON of two values is known to be the same. Only the simplest values are compared, because the JSON decides.
    private static bool IsSameValue(object? one, object? other) => one switch
    {
        string text => other is string same && string.Equals(text, same, StringComparison.Ordinal),
        bool flag => other is bool same && flag == same,
        DateTimeOffset time => other is DateTimeOffset same && time.EqualsExact(same),
        _ => false,
    };

    private static JsonElement Json(JsonPropertyInfo property, object model, object? value) =>
        property.ShouldSerialize?.Invoke(model, value) == false
            ? default
            : JsonSerializer.SerializeToElement(value, property.Options.GetTypeInfo(property.PropertyType));

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
