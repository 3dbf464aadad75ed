using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>How confidential a deal is.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see> does
/// not list the values; one is known from real records.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<DealSensitivity>))]
public sealed class DealSensitivity(string value) : ExtensibleEnum<DealSensitivity>(value), IExtensibleEnum<DealSensitivity>
{
    /// <summary>The only value seen in real records.</summary>
    public static DealSensitivity None { get; } = new("None");

    static DealSensitivity IExtensibleEnum<DealSensitivity>.Create(string value) => new(value);

    static DealSensitivity[] IExtensibleEnum<DealSensitivity>.Members => [None];
}
