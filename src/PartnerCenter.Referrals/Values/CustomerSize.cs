using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the number of the customer's employees as a band. The service uses two generations of bands, and records may also contain an
/// empty text.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<CustomerSize>))]
public sealed class CustomerSize(string value) : ExtensibleEnum<CustomerSize>(value), IExtensibleEnum<CustomerSize>
{
    /// <summary>Specifies 1 to 50 employees (older band).</summary>
    public static CustomerSize From1To50 { get; } = new("1to50employees");
    /// <summary>Specifies 51 to 500 employees (older band).</summary>
    public static CustomerSize From51To500 { get; } = new("51to500employees");
    /// <summary>Specifies more than 500 employees (older band).</summary>
    public static CustomerSize MoreThan500 { get; } = new("Morethan500employees");
    /// <summary>Specifies 1 to 9 employees.</summary>
    public static CustomerSize From1To9 { get; } = new("1to9employees");
    /// <summary>Specifies 10 to 50 employees.</summary>
    public static CustomerSize From10To50 { get; } = new("10to50employees");
    /// <summary>Specifies 51 to 250 employees.</summary>
    public static CustomerSize From51To250 { get; } = new("51to250employees");
    /// <summary>Specifies 251 to 1,000 employees.</summary>
    public static CustomerSize From251To1000 { get; } = new("251to1000employees");
    /// <summary>Specifies 1,001 to 5,000 employees.</summary>
    public static CustomerSize From1001To5000 { get; } = new("1001to5000employees");
    /// <summary>Specifies 5,001 to 10,000 employees.</summary>
    public static CustomerSize From5001To10000 { get; } = new("5001to10000employees");
    /// <summary>Specifies 10,001 to 20,000 employees.</summary>
    public static CustomerSize From10001To20000 { get; } = new("10001to20000employees");
    /// <summary>Specifies more than 20,000 employees.</summary>
    public static CustomerSize MoreThan20000 { get; } = new("Morethan20000employees");

    static CustomerSize IExtensibleEnum<CustomerSize>.Create(string value) => new(value);

    static CustomerSize[] IExtensibleEnum<CustomerSize>.Members =>
    [
        From1To50, From51To500, MoreThan500, From1To9, From10To50, From51To250, From251To1000, From1001To5000, From5001To10000,
        From10001To20000, MoreThan20000,
    ];
}
