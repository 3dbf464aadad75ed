namespace PartnerCenter.Referrals.Emulator;

/// <summary>What was drawn for one referral.</summary>
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

    /// <summary>Another partner, for what comes from one.</summary>
    public required string Partner { get; init; }

    /// <summary>Why, if it is lost or declined.</summary>
    public required string Reason { get; init; }

    public required string? ExternalId { get; init; }

    public required bool IsFavorite { get; init; }

    public required SeededPerson Contact { get; init; }

    public required IReadOnlyList<SeededPerson> Team { get; init; }

    public string Assistance { get; init; } = "Unknown";

    /// <summary>Whether it is Microsoft's record beside an own deal.</summary>
    public bool IsMicrosofts { get; init; }
}

/// <summary>A contact: at example.com, under a telephone number kept for fiction.</summary>
internal sealed record SeededPerson(string FirstName, string LastName, string Phone, string Company)
{
    public string Email
    {
        get
        {
            string name = $"{FirstName}.{LastName}.{Company}".ToLowerInvariant();
            return string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character == '.')) + "@example.com";
        }
    }
}
