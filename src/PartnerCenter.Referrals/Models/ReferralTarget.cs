using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Whom or what a referral is meant for.</summary>
/// <remarks>Mirrors the target of Microsoft's page <i>Referral resources</i>. May be set; both members are required.</remarks>
public sealed record ReferralTarget
{
    /// <summary>What the id names. May be set.</summary>
    [JsonPropertyName("type")]
    public ReferralTargetType? Type { get; init; }

    /// <summary><c>msft</c> for Microsoft, a catalogue id such as <c>SOL-12345-ABC</c>, or a GUID. May be set.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Microsoft itself, the target of an invitation for its help.</summary>
    public static ReferralTarget Microsoft { get; } = new() { Type = ReferralTargetType.BusinessProfileLocation, Id = "msft" };

    /// <summary>A location of another partner's business profile.</summary>
    /// <param name="locationId">The location's id, a GUID.</param>
    /// <exception cref="ArgumentException"><paramref name="locationId"/> is null, empty or blank.</exception>
    public static ReferralTarget PartnerLocation(string locationId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(locationId);
        return new() { Type = ReferralTargetType.BusinessProfileLocation, Id = locationId };
    }

    /// <summary>A solution.</summary>
    /// <param name="solutionId">The solution's id, such as <c>SOL-12345-ABC</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="solutionId"/> is null, empty or blank.</exception>
    public static ReferralTarget Solution(string solutionId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(solutionId);
        return new() { Type = ReferralTargetType.SolutionProfile, Id = solutionId };
    }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name and the id only: no data of people or deals.</summary>
    public override string ToString() => ModelText.Of("ReferralTarget", Id);
}
