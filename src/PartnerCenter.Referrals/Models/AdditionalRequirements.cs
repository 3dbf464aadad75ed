using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Attributes of a deal, and details of devices.</summary>
/// <remarks>
/// The attributes mirror AdditionalRequirements of Microsoft's page <i>Referral resources</i>; the devices are known from real records
/// only. May be set.
/// </remarks>
public sealed record AdditionalRequirements
{
    /// <summary>Details of devices. May be set.</summary>
    [JsonPropertyName("iot")]
    public IotRequirements? Iot { get; init; }

    /// <summary>
    /// What is said of the deal: the marketplace intent, and on services co-sell the role, area and play. Absent in older records,
    /// which reads as empty. May be set.
    /// </summary>
    [JsonPropertyName("attributes")]
    public IReadOnlyList<RequirementAttribute> Attributes { get; init => field = ModelList<RequirementAttribute>.CopyOf(value); } =
        ModelList<RequirementAttribute>.Empty;

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "AdditionalRequirements";
}
