using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies how confidential a deal is.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list the values. One is known from real records.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<DealSensitivity>))]
public sealed class DealSensitivity(string value) : ExtensibleEnum<DealSensitivity>(value), IExtensibleEnum<DealSensitivity>
{
    /// <summary>Specifies the value <c>None</c>, the only one seen in real records.</summary>
    public static DealSensitivity None { get; } = new("None");

    static DealSensitivity IExtensibleEnum<DealSensitivity>.Create(string value) => new(value);

    static DealSensitivity[] IExtensibleEnum<DealSensitivity>.Members => [None];
}
