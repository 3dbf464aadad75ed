using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Whether the customer intends to buy through Microsoft's marketplace; the id of a <see cref="RequirementAttribute"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/create-a-referral">Create a referral</see> shows
/// the first of the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<CustomerMarketplaceIntent>))]
public sealed class CustomerMarketplaceIntent(string value)
    : ExtensibleEnum<CustomerMarketplaceIntent>(value), IExtensibleEnum<CustomerMarketplaceIntent>
{
    /// <summary>The customer has not decided. Shown on Microsoft's page.</summary>
    public static CustomerMarketplaceIntent HaveNotDecided { get; } = new("HaveNotDecided");
    /// <summary>The customer intends to. Inferred by analogy, not seen.</summary>
    public static CustomerMarketplaceIntent Yes { get; } = new("Yes");
    /// <summary>The customer does not intend to. Inferred by analogy, not seen.</summary>
    public static CustomerMarketplaceIntent No { get; } = new("No");

    static CustomerMarketplaceIntent IExtensibleEnum<CustomerMarketplaceIntent>.Create(string value) => new(value);

    static CustomerMarketplaceIntent[] IExtensibleEnum<CustomerMarketplaceIntent>.Members => [HaveNotDecided, Yes, No];
}
