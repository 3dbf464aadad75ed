using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Determines the members that a projection requests.</summary>
internal static class ProjectionMembers
{
    /// <summary>Returns the JSON names of the record's members, which are the members of a referral that the projection requests.</summary>
    /// <exception cref="ArgumentException">The record has no members.</exception>
    public static IReadOnlyList<string> Of(JsonTypeInfo projection) =>
        projection.Properties.Where(member => !member.IsExtensionData).Select(member => member.Name).ToList() is { Count: > 0 } names
            ? names
            : throw new ArgumentException(
                "The projection has no members. Pass the type info of a record whose members have the JSON names of a referral's members.",
                nameof(projection));
}
