using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The register that issued a <see cref="CustomerProfileId"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// calls it profileType.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<CustomerProfileIdType>))]
public sealed class CustomerProfileIdType(string value)
    : ExtensibleEnum<CustomerProfileIdType>(value), IExtensibleEnum<CustomerProfileIdType>
{
    /// <summary>A D-U-N-S number.</summary>
    public static CustomerProfileIdType Duns { get; } = new("Duns");
    /// <summary>An id of another register. Documented by name, not seen in real records.</summary>
    public static CustomerProfileIdType External { get; } = new("External");

    static CustomerProfileIdType IExtensibleEnum<CustomerProfileIdType>.Create(string value) => new(value);

    static CustomerProfileIdType[] IExtensibleEnum<CustomerProfileIdType>.Members => [Duns, External];
}
