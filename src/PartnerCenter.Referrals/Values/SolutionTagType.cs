using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// What the id of a <see cref="SolutionTag"/> is; the JSON name is <c>type</c>. Do not confuse it with <see cref="SolutionType"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// calls it SolutionType.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SolutionTagType>))]
public sealed class SolutionTagType(string value) : ExtensibleEnum<SolutionTagType>(value), IExtensibleEnum<SolutionTagType>
{
    /// <summary>No kind is given. Seen in real records, not documented.</summary>
    public static SolutionTagType None { get; } = new("None");
    /// <summary>One of the predefined solutions, <see cref="PredefinedSolution"/>.</summary>
    public static SolutionTagType Category { get; } = new("Category");
    /// <summary>A solution of the catalogue, such as <c>SOL-12345-ABC</c>. Seen in real records.</summary>
    public static SolutionTagType Name { get; } = new("Name");

    static SolutionTagType IExtensibleEnum<SolutionTagType>.Create(string value) => new(value);

    static SolutionTagType[] IExtensibleEnum<SolutionTagType>.Members => [None, Category, Name];
}
