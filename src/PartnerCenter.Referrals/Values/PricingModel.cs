using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies how a registered solution is paid for.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<PricingModel>))]
public sealed class PricingModel(string value) : ExtensibleEnum<PricingModel>(value), IExtensibleEnum<PricingModel>
{
    /// <summary>Specifies payment by use.</summary>
    public static PricingModel PayAsYouGo { get; } = new("PayAsYouGo");
    /// <summary>Specifies any other kind of payment.</summary>
    public static PricingModel Other { get; } = new("Other");

    static PricingModel IExtensibleEnum<PricingModel>.Create(string value) => new(value);

    static PricingModel[] IExtensibleEnum<PricingModel>.Members => [PayAsYouGo, Other];
}
