using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>A solution that a deal is about.</summary>
/// <remarks>
/// Mirrors SolutionTag of Microsoft's page <i>Referral resources</i>; the members after the type are not on that page but in real
/// records. May be set.
/// </remarks>
public sealed record SolutionTag
{
    /// <summary>
    /// A catalogue id such as <c>SOL-12345-ABC</c>, a GUID, or a <see cref="PredefinedSolution"/>; the type says which. May be set.
    /// </summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>The solution's name. May be set.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What the id is. May be set.</summary>
    [JsonPropertyName("type")]
    public SolutionTagType? Type { get; init; }

    /// <summary>The price of one, in <see cref="Currency"/>. May be set.</summary>
    [JsonPropertyName("price")]
    public decimal? Price { get; init; }

    /// <summary>How many. May be set.</summary>
    [JsonPropertyName("quantity")]
    public decimal? Quantity { get; init; }

    /// <summary>The currency as a code of three letters (ISO 4217). May be set.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    /// <summary>Who publishes the solution. May be set.</summary>
    [JsonPropertyName("publisherName")]
    public string? PublisherName { get; init; }

    /// <summary>Whose solution it is. May be set.</summary>
    [JsonPropertyName("solutionType")]
    public SolutionType? SolutionType { get; init; }

    /// <summary>When this part of the deal closes, in UTC. May be set.</summary>
    [JsonPropertyName("closingDateTime")]
    public DateTimeOffset? ClosingDateTime { get; init; }

    /// <summary>One of the predefined solutions.</summary>
    /// <param name="solution">The predefined name, which is the tag's id.</param>
    /// <exception cref="ArgumentNullException"><paramref name="solution"/> is null.</exception>
    public static SolutionTag Category(PredefinedSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return new() { Id = solution.Value, Type = SolutionTagType.Category };
    }

    /// <summary>A solution of the catalogue.</summary>
    /// <param name="id">The catalogue id, such as <c>SOL-12345-ABC</c>.</param>
    /// <param name="name">The solution's name, or null to leave it to the service.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or blank.</exception>
    public static SolutionTag Catalogue(string id, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new() { Id = id, Name = name, Type = SolutionTagType.Name };
    }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("SolutionTag", Id);
}
