using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a solution that was sold with a registered deal.</summary>
/// <remarks>
/// Mirrors an item of <c>solutionDetails</c> in Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and in real records.
/// Unless a property states otherwise, you can set it when you register the deal and change it later.
/// </remarks>
public sealed record RegistrationSolution : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the solution's id. You set it when you register the deal.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the solution's name. The service sets it.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the solution's share of the value, in <see cref="Currency"/>.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the currency as a three-letter code (ISO 4217). The service never returns it.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets whether the solution runs on Azure.</summary>
    [JsonPropertyName("isDeployedOnAzure")]
    public bool? IsDeployedOnAzure { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets whose subscription the solution mainly runs on.</summary>
    [JsonPropertyName("primaryDeploymentOn")]
    public DeploymentOwner? PrimaryDeploymentOn { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets how the solution is paid for.</summary>
    [JsonPropertyName("pricingModel")]
    public PricingModel? PricingModel { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets whether and when the solution was sold through the marketplace.</summary>
    [JsonPropertyName("marketplaceTransactionDetails")]
    public MarketplaceTransactionDetails? MarketplaceTransactionDetails { get; init => field = _content.Keep(value, 7); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("RegistrationSolution", Id);
}
