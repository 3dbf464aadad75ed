using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies what kind of id a <see cref="SolutionTag"/> has. Its JSON name is <c>type</c>. Do not confuse it with
/// <see cref="SolutionType"/>.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> calls it
/// <c>SolutionType</c>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<SolutionTagType>))]
public sealed class SolutionTagType(string value) : ExtensibleEnum<SolutionTagType>(value), IExtensibleEnum<SolutionTagType>
{
    /// <summary>Specifies no kind. Real records show this value, but it is not documented.</summary>
    public static SolutionTagType None { get; } = new("None");
    /// <summary>Specifies a <see cref="PredefinedSolution"/>.</summary>
    public static SolutionTagType Category { get; } = new("Category");
    /// <summary>Specifies a solution in the catalogue, such as <c>SOL-12345-ABC</c>. Real records show this value.</summary>
    public static SolutionTagType Name { get; } = new("Name");

    static SolutionTagType IExtensibleEnum<SolutionTagType>.Create(string value) => new(value);

    static SolutionTagType[] IExtensibleEnum<SolutionTagType>.Members => [None, Category, Name];
}
