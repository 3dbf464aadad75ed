using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the program that a deal is registered for. It is sent with a registration and never returned.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// value.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<RegistrationType>))]
public sealed class RegistrationType(string value) : ExtensibleEnum<RegistrationType>(value), IExtensibleEnum<RegistrationType>
{
    /// <summary>Specifies Azure IP co-sell, the only known program.</summary>
    public static RegistrationType AzureIPCoSell { get; } = new("AzureIPCoSell");

    static RegistrationType IExtensibleEnum<RegistrationType>.Create(string value) => new(value);

    static RegistrationType[] IExtensibleEnum<RegistrationType>.Members => [AzureIPCoSell];
}
