using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the register that issued a <see cref="CustomerProfileId"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> calls it
/// <c>profileType</c>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<CustomerProfileIdType>))]
public sealed class CustomerProfileIdType(string value)
    : ExtensibleEnum<CustomerProfileIdType>(value), IExtensibleEnum<CustomerProfileIdType>
{
    /// <summary>Specifies that the id is a D-U-N-S number.</summary>
    public static CustomerProfileIdType Duns { get; } = new("Duns");
    /// <summary>Specifies that the id is from another register. Microsoft documents the name, but no real record shows it.</summary>
    public static CustomerProfileIdType External { get; } = new("External");

    static CustomerProfileIdType IExtensibleEnum<CustomerProfileIdType>.Create(string value) => new(value);

    static CustomerProfileIdType[] IExtensibleEnum<CustomerProfileIdType>.Members => [Duns, External];
}
