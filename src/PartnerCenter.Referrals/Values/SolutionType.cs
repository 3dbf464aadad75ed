using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// The kind of a solution; the JSON name is <c>solutionType</c>. No value is known. Do not confuse it with <see cref="SolutionTagType"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see> does
/// not list this member.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SolutionType>))]
public sealed class SolutionType(string value) : ExtensibleEnum<SolutionType>(value), IExtensibleEnum<SolutionType>
{
    static SolutionType IExtensibleEnum<SolutionType>.Create(string value) => new(value);

    static SolutionType[] IExtensibleEnum<SolutionType>.Members => [];
}
