using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes the devices that a deal is about.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list these members; they are known from real records. You can set every property.
/// </remarks>
public sealed record IotRequirements : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the number of the customer's license agreement.</summary>
    [JsonPropertyName("customerLicenseAgreementNumber")]
    public string? CustomerLicenseAgreementNumber { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the category of the devices.</summary>
    [JsonPropertyName("deviceCategory")]
    public string? DeviceCategory { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the kind of chip in the devices.</summary>
    [JsonPropertyName("siliconType")]
    public string? SiliconType { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets whether the devices are certified for Azure.</summary>
    [JsonPropertyName("azureCertifiedDevice")]
    public bool? AzureCertifiedDevice { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets whether services are attached.</summary>
    [JsonPropertyName("attachServices")]
    public bool? AttachServices { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "IotRequirements";
}
