using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Determines the members that a projection requests.</summary>
internal static class ProjectionMembers
{
    private const int MaxShown = 5;

    private static readonly HashSet<string> Known = [.. ReferralsJson.Referral.Properties.Select(member => member.Name)];
    private static readonly HashSet<string> KnownInAnyCase = new(Known, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the JSON names of the record's members, which are the members of a referral that the projection requests.</summary>
    /// <exception cref="ArgumentException">
    /// The record has no members, none that a referral has, or one that differs from a referral's member in its capitals only.
    /// </exception>
    public static IReadOnlyList<string> Of(JsonTypeInfo projection)
    {
        List<string> names = [.. projection.Properties.Where(member => !member.IsExtensionData).Select(member => member.Name)];
        if (names.Count == 0)
        {
            throw new ArgumentException(
                "The projection has no members. Pass the type info of a record whose members have the JSON names of a referral's members.",
                nameof(projection));
        }

        // The service's names are case-sensitive, so that such a member would be null in each record.
        if (names.Find(name => !Known.Contains(name) && KnownInAnyCase.Contains(name)) is { } differing)
        {
            throw new ArgumentException(
                $"The JSON name {differing} of the projection differs from that of the referral's member in its capitals. Use "
                    + "JsonKnownNamingPolicy.CamelCase in the context of the projection, or JsonPropertyName.",
                nameof(projection));
        }

        return names.Exists(Known.Contains)
            ? names
            : throw new ArgumentException(
                $"No member of a referral has one of the projection's JSON names ({string.Join(", ", names.Take(MaxShown))}).",
                nameof(projection));
    }
}
