using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the additional requirements of a deal: its attributes and the details of its devices.</summary>
/// <remarks>
/// The attributes mirror <c>AdditionalRequirements</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. The details of devices are
/// known from real records only. You can set both properties.
/// </remarks>
public sealed record AdditionalRequirements : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the details of the devices that the deal is about.</summary>
    [JsonPropertyName("iot")]
    public IotRequirements? Iot { get; init => field = _content.Keep(value, 0); }

    /// <summary>
    /// Gets the attributes of the deal: the customer's marketplace intent and, on services co-sell, the partner's role, the solution area
    /// and the solution play. Older records have no such member, which is read as an empty list.
    /// </summary>
    [JsonPropertyName("attributes")]
    public IReadOnlyList<RequirementAttribute> Attributes { get; init => field = ModelList<RequirementAttribute>.CopyOf(value); } =
        ModelList<RequirementAttribute>.Absent;

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "AdditionalRequirements";
}
