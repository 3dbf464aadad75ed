using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Details of the devices that a deal is about.</summary>
/// <remarks>Not on Microsoft's pages; seen in real records. May be set.</remarks>
public sealed record IotRequirements
{
    /// <summary>The number of the customer's licence agreement. May be set.</summary>
    [JsonPropertyName("customerLicenseAgreementNumber")]
    public string? CustomerLicenseAgreementNumber { get; init; }

    /// <summary>The category of the devices. May be set.</summary>
    [JsonPropertyName("deviceCategory")]
    public string? DeviceCategory { get; init; }

    /// <summary>The kind of chip. May be set.</summary>
    [JsonPropertyName("siliconType")]
    public string? SiliconType { get; init; }

    /// <summary>Whether the devices are certified for Azure. May be set.</summary>
    [JsonPropertyName("azureCertifiedDevice")]
    public bool? AzureCertifiedDevice { get; init; }

    /// <summary>Whether services are attached. May be set.</summary>
    [JsonPropertyName("attachServices")]
    public bool? AttachServices { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "IotRequirements";
}
