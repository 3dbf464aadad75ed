using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes what the customer needs: industries, products, services and the solutions offered.</summary>
/// <remarks>
/// Mirrors <c>ReferralRequirements</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set every property
/// on create. Later you can change the solutions with a patch and everything else with a replace.
/// </remarks>
public sealed record ReferralRequirements : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the industries; <see cref="ReferralIndustry"/> names the known ones.</summary>
    [JsonPropertyName("industries")]
    public IReadOnlyList<RequirementTag> Industries { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Absent;

    /// <summary>Gets the products; <see cref="ReferralProduct"/> names the known ones.</summary>
    [JsonPropertyName("products")]
    public IReadOnlyList<RequirementTag> Products { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Absent;

    /// <summary>Gets the services; <see cref="ReferralServiceKind"/> names the known ones.</summary>
    [JsonPropertyName("services")]
    public IReadOnlyList<RequirementTag> Services { get; init => field = ModelList<RequirementTag>.CopyOf(value); } =
        ModelList<RequirementTag>.Absent;

    /// <summary>Gets the solutions. A deal has at least one and at most 50 of them.</summary>
    [JsonPropertyName("solutions")]
    public IReadOnlyList<SolutionTag> Solutions { get; init => field = ModelList<SolutionTag>.CopyOf(value); } =
        ModelList<SolutionTag>.Absent;

    /// <summary>Gets the offers, whose shape is not known. Some records have no such member, which is read as an empty list.</summary>
    [JsonPropertyName("offers")]
    public IReadOnlyList<JsonElement> Offers { get; init => field = ModelList<JsonElement>.CopyOf(value); } = ModelList<JsonElement>.Absent;

    /// <summary>Gets the sales plays, whose shape is not known. The list is empty in all records seen.</summary>
    [JsonPropertyName("salesPlays")]
    public IReadOnlyList<JsonElement> SalesPlays { get; init => field = ModelList<JsonElement>.CopyOf(value); } =
        ModelList<JsonElement>.Absent;

    /// <summary>Gets the attributes of the deal and the details of its devices.</summary>
    [JsonPropertyName("additionalRequirements")]
    public AdditionalRequirements? AdditionalRequirements { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "ReferralRequirements";
}
