using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies whether the customer intends to buy through Microsoft's marketplace. The value is the id of a
/// <see cref="RequirementAttribute"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see> shows only
/// <see cref="HaveNotDecided"/>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<CustomerMarketplaceIntent>))]
public sealed class CustomerMarketplaceIntent(string value)
    : ExtensibleEnum<CustomerMarketplaceIntent>(value), IExtensibleEnum<CustomerMarketplaceIntent>
{
    /// <summary>Indicates that the customer has not decided. Microsoft's page shows this value.</summary>
    public static CustomerMarketplaceIntent HaveNotDecided { get; } = new("HaveNotDecided");
    /// <summary>Indicates that the customer intends to do so. The value is inferred by analogy and has not been seen.</summary>
    public static CustomerMarketplaceIntent Yes { get; } = new("Yes");
    /// <summary>Indicates that the customer does not intend to do so. The value is inferred by analogy and has not been seen.</summary>
    public static CustomerMarketplaceIntent No { get; } = new("No");

    static CustomerMarketplaceIntent IExtensibleEnum<CustomerMarketplaceIntent>.Create(string value) => new(value);

    static CustomerMarketplaceIntent[] IExtensibleEnum<CustomerMarketplaceIntent>.Members => [HaveNotDecided, Yes, No];
}
