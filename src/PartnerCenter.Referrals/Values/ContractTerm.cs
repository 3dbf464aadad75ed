using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies whether the contract of a registered deal has an end.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ContractTerm>))]
public sealed class ContractTerm(string value) : ExtensibleEnum<ContractTerm>(value), IExtensibleEnum<ContractTerm>
{
    /// <summary>Indicates that the contract has no end.</summary>
    public static ContractTerm Perpetual { get; } = new("Perpetual");
    /// <summary>Indicates that the contract has an end.</summary>
    public static ContractTerm Finite { get; } = new("Finite");

    static ContractTerm IExtensibleEnum<ContractTerm>.Create(string value) => new(value);

    static ContractTerm[] IExtensibleEnum<ContractTerm>.Members => [Perpetual, Finite];
}
