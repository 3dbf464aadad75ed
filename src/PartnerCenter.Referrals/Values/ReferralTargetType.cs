using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>What a <see cref="ReferralTarget"/> names.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralTargetType>))]
public sealed class ReferralTargetType(string value) : ExtensibleEnum<ReferralTargetType>(value), IExtensibleEnum<ReferralTargetType>
{
    /// <summary>The target names nothing.</summary>
    public static ReferralTargetType None { get; } = new("None");
    /// <summary>A location of a partner's business profile; with the id <c>msft</c>, Microsoft itself.</summary>
    public static ReferralTargetType BusinessProfileLocation { get; } = new("BusinessProfileLocation");
    /// <summary>A solution.</summary>
    public static ReferralTargetType SolutionProfile { get; } = new("SolutionProfile");

    static ReferralTargetType IExtensibleEnum<ReferralTargetType>.Create(string value) => new(value);

    static ReferralTargetType[] IExtensibleEnum<ReferralTargetType>.Members => [None, BusinessProfileLocation, SolutionProfile];
}
