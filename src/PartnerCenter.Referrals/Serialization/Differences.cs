using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Compares the JSON of two versions of a referral, member by member. A list is compared as a whole.</summary>
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
        foreach (string name in before.EnumerateObject().Concat(after.EnumerateObject()).Select(member => member.Name).Distinct())
        {
            JsonElement one = before.TryGetProperty(name, out JsonElement was) ? was : Null;
            JsonElement other = after.TryGetProperty(name, out JsonElement will) ? will : Null;
            if (JsonEquality.Same(one, other))
            {
                continue;
            }

            JsonPropertyInfo? property = type.Properties.FirstOrDefault(member => !member.IsExtensionData && member.Name == name);
            if (one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object && property is not null)
            {
                Compare(type.Options.GetTypeInfo(property.PropertyType), one, other, $"{path}/{name}", differences);
            }
            else
            {
                differences.Add(new Difference($"{path}/{name}", type.Type, name, one, other)
                {
                    IsLost = property is null && will.ValueKind == JsonValueKind.Undefined,
                });
            }
        }
    }
}
