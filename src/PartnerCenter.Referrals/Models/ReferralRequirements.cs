using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>What the customer needs: industries, products, services and the solutions offered.</summary>
/// <remarks>
/// Mirrors ReferralRequirements of Microsoft's page <i>Referral resources</i>. May be set on create; solutions may be patched, the rest
/// is changed by replace.
/// </remarks>
public sealed record ReferralRequirements
{
    /// <summary>Industries, <see cref="ReferralIndustry"/>. May be set on create and changed later.</summary>
    [JsonPropertyName("industries")]
    public IReadOnlyList<RequirementTag> Industries { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Empty;

    /// <summary>Products, <see cref="ReferralProduct"/>. May be set on create and changed later.</summary>
    [JsonPropertyName("products")]
    public IReadOnlyList<RequirementTag> Products { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Empty;

    /// <summary>Services, <see cref="ReferralServiceKind"/>. May be set on create and changed later.</summary>
    [JsonPropertyName("services")]
    public IReadOnlyList<RequirementTag> Services { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Empty;

    /// <summary>Solutions: at least one on a deal, at most 50. May be set on create and changed later.</summary>
    [JsonPropertyName("solutions")]
    public IReadOnlyList<SolutionTag> Solutions { get; init => field = ModelList<SolutionTag>.CopyOf(value); } =
        ModelList<SolutionTag>.Empty;

    /// <summary>
    /// Offers, whose shape is not known; absent in some records, which reads as empty. May be set on create and changed later.
    /// </summary>
    [JsonPropertyName("offers")]
    public IReadOnlyList<JsonElement> Offers { get; init => field = ModelList<JsonElement>.CopyOf(value); } = ModelList<JsonElement>.Empty;

    /// <summary>Sales plays, whose shape is not known; empty in all records seen. May be set on create and changed later.</summary>
    [JsonPropertyName("salesPlays")]
    public IReadOnlyList<JsonElement> SalesPlays { get; init => field = ModelList<JsonElement>.CopyOf(value); } =
        ModelList<JsonElement>.Empty;

    /// <summary>Attributes of the deal, and details of devices. May be set on create and changed later.</summary>
    [JsonPropertyName("additionalRequirements")]
    public AdditionalRequirements? AdditionalRequirements { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "ReferralRequirements";
}
