using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies the kind of a solution. Its JSON name is <c>solutionType</c>, and no value is known. Do not confuse it with
/// <see cref="SolutionTagType"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list this member.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SolutionType>))]
public sealed class SolutionType(string value) : ExtensibleEnum<SolutionType>(value), IExtensibleEnum<SolutionType>
{
    static SolutionType IExtensibleEnum<SolutionType>.Create(string value) => new(value);

    static SolutionType[] IExtensibleEnum<SolutionType>.Members => [];
}
