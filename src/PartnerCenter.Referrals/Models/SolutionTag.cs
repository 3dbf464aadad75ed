using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a solution that a deal is about.</summary>
/// <remarks>
/// Mirrors <c>SolutionTag</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. That page does not list
/// the properties after <see cref="Type"/>, which are known from real records. You can set every property.
/// </remarks>
public sealed record SolutionTag : IModel
{
    private readonly ModelContent _content;

    /// <summary>
    /// Gets the solution's id: a catalogue id such as <c>SOL-12345-ABC</c>, a GUID, or a <see cref="PredefinedSolution"/>. The
    /// <see cref="Type"/> specifies which one it is.
    /// </summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the solution's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets what kind of id the <see cref="Id"/> is.</summary>
    [JsonPropertyName("type")]
    public SolutionTagType? Type { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the price of one unit, in <see cref="Currency"/>.</summary>
    [JsonPropertyName("price")]
    public decimal? Price { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the number of units.</summary>
    [JsonPropertyName("quantity")]
    public decimal? Quantity { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the currency as a three-letter code (ISO 4217).</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets the name of the solution's publisher.</summary>
    [JsonPropertyName("publisherName")]
    public string? PublisherName { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets the kind of solution. It is null in all records seen, and its values are not known.</summary>
    [JsonPropertyName("solutionType")]
    public SolutionType? SolutionType { get; init => field = _content.Keep(value, 7); }

    /// <summary>
    /// Gets when this part of the deal closes, in UTC. It keeps its calendar day as <see cref="ReferralDetails.ClosingDateTime"/> does.
    /// </summary>
    [JsonPropertyName("closingDateTime")]
    public DateTimeOffset? ClosingDateTime { get; init => field = _content.Keep(ClosingDate.Of(value), 8); }

    /// <summary>Creates the tag of a predefined solution.</summary>
    /// <param name="solution">The predefined solution, whose value is the tag's id.</param>
    /// <exception cref="ArgumentNullException"><paramref name="solution"/> is null.</exception>
    public static SolutionTag Category(PredefinedSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return new() { Id = solution.Value, Type = SolutionTagType.Category };
    }

    /// <summary>Creates the tag of a solution in the catalogue.</summary>
    /// <param name="id">The catalogue id, such as <c>SOL-12345-ABC</c>.</param>
    /// <param name="name">The solution's name, or null to leave it to the service.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static SolutionTag Catalogue(string id, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new() { Id = id, Name = name, Type = SolutionTagType.Name };
    }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name and the id, never any other data.</summary>
    public override string ToString() => ModelText.Of("SolutionTag", Id);
}
