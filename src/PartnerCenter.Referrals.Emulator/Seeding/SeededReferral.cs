namespace PartnerCenter.Referrals.Emulator;

/// <summary>Contains the random values of one referral.</summary>
internal sealed record SeededReferral
{
    public required SeedKind Kind { get; init; }

    public required Guid Id { get; init; }

    public required Guid EngagementId { get; init; }

    public required Guid Tag { get; init; }

    public required SeedTimeline Life { get; init; }

    public required string Company { get; init; }

    public required string Project { get; init; }

    public required (string Country, string City, string Currency) Place { get; init; }

    public required double Value { get; init; }

    public required DateTimeOffset Closing { get; init; }

    public required string Product { get; init; }

    public required string Industry { get; init; }

    public required string Size { get; init; }

    public required string Solution { get; init; }

    /// <summary>Gets the name of another partner, for a referral that comes from one.</summary>
    public required string Partner { get; init; }

    /// <summary>Gets the reason, for a referral that is lost or declined.</summary>
    public required string Reason { get; init; }

    public required string? ExternalId { get; init; }

    public required bool IsFavorite { get; init; }

    public required SeededPerson Contact { get; init; }

    public required IReadOnlyList<SeededPerson> Team { get; init; }

    public string Assistance { get; init; } = "Unknown";

    /// <summary>Gets whether this is Microsoft's record, connected to one of the organization's deals.</summary>
    public bool IsMicrosofts { get; init; }
}
