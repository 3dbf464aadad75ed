using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies what a <see cref="ReferralTarget"/> names.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralTargetType>))]
public sealed class ReferralTargetType(string value) : ExtensibleEnum<ReferralTargetType>(value), IExtensibleEnum<ReferralTargetType>
{
    /// <summary>Indicates that the target names nothing.</summary>
    public static ReferralTargetType None { get; } = new("None");
    /// <summary>Specifies a location of a partner's business profile or, with the id <c>msft</c>, Microsoft itself.</summary>
    public static ReferralTargetType BusinessProfileLocation { get; } = new("BusinessProfileLocation");
    /// <summary>Specifies a solution.</summary>
    public static ReferralTargetType SolutionProfile { get; } = new("SolutionProfile");

    static ReferralTargetType IExtensibleEnum<ReferralTargetType>.Create(string value) => new(value);

    static ReferralTargetType[] IExtensibleEnum<ReferralTargetType>.Members => [None, BusinessProfileLocation, SolutionProfile];
}
