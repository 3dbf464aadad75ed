using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>How a registered solution is paid for.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/connectors/partnercenterref/">Partner Center Referrals connector</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<PricingModel>))]
public sealed class PricingModel(string value) : ExtensibleEnum<PricingModel>(value), IExtensibleEnum<PricingModel>
{
    /// <summary>Paid by use.</summary>
    public static PricingModel PayAsYouGo { get; } = new("PayAsYouGo");
    /// <summary>Paid in any other way.</summary>
    public static PricingModel Other { get; } = new("Other");

    static PricingModel IExtensibleEnum<PricingModel>.Create(string value) => new(value);

    static PricingModel[] IExtensibleEnum<PricingModel>.Members => [PayAsYouGo, Other];
}
