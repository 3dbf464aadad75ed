using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A solution sold with a registered deal.</summary>
/// <remarks>
/// An item of the connector's solutionDetails. Known from Microsoft's Power Platform connector and real records. May be set when
/// registering and changed.
/// </remarks>
public sealed record RegistrationSolution
{
    /// <summary>The solution's id. May be set when registering.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The solution's name. Server-owned.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The solution's part of the value, in <see cref="Currency"/>. May be set and changed.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init; }

    /// <summary>
    /// The currency as a code of three letters (ISO 4217). May be set and changed, never returned, so sent only if not null.
    /// </summary>
    // wire contract 10 #25: in the input model only.
    [JsonPropertyName("currency")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Currency { get; init; }

    /// <summary>Whether it runs on Azure. May be set and changed.</summary>
    [JsonPropertyName("isDeployedOnAzure")]
    public bool? IsDeployedOnAzure { get; init; }

    /// <summary>Whose subscription it mainly runs on. May be set and changed.</summary>
    [JsonPropertyName("primaryDeploymentOn")]
    public DeploymentOwner? PrimaryDeploymentOn { get; init; }

    /// <summary>How it is paid for. May be set and changed.</summary>
    [JsonPropertyName("pricingModel")]
    public PricingModel? PricingModel { get; init; }

    /// <summary>Whether it was sold through the marketplace. May be set and changed.</summary>
    [JsonPropertyName("marketplaceTransactionDetails")]
    public MarketplaceTransactionDetails? MarketplaceTransactionDetails { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("RegistrationSolution", Id);
}
