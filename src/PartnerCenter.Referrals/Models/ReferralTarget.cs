using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the target of a referral: the party or the solution that it is meant for.</summary>
/// <remarks>
/// Mirrors an item of <c>target</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. Both properties are
/// required, and you can set them.
/// </remarks>
public sealed record ReferralTarget : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets what the <see cref="Id"/> names.</summary>
    [JsonPropertyName("type")]
    public ReferralTargetType? Type { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the target's id: <c>msft</c> for Microsoft, a catalogue id such as <c>SOL-12345-ABC</c>, or a GUID.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the target that names Microsoft, for an invitation that asks for Microsoft's help.</summary>
    public static ReferralTarget Microsoft { get; } = new() { Type = ReferralTargetType.BusinessProfileLocation, Id = "msft" };

    /// <summary>Creates a target that names a location of another partner's business profile.</summary>
    /// <param name="locationId">The location's id, a GUID.</param>
    /// <exception cref="ArgumentException"><paramref name="locationId"/> is null, empty or blank.</exception>
    public static ReferralTarget PartnerLocation(string locationId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(locationId);
        return new() { Type = ReferralTargetType.BusinessProfileLocation, Id = locationId };
    }

    /// <summary>Creates a target that names a solution.</summary>
    /// <param name="solutionId">The solution's id, such as <c>SOL-12345-ABC</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="solutionId"/> is null, empty or blank.</exception>
    public static ReferralTarget Solution(string solutionId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(solutionId);
        return new() { Type = ReferralTargetType.SolutionProfile, Id = solutionId };
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
    public override string ToString() => ModelText.Of("ReferralTarget", Id);
}
