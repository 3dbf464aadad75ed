namespace PartnerCenter.Referrals;

/// <summary>Represents what one search for a referral found.</summary>
/// <param name="Matches">The referrals that match, each one once.</param>
/// <param name="Doubt">Why the search proves nothing, whatever it found; null if it is conclusive.</param>
internal sealed record SearchResult(IReadOnlyList<Referral> Matches, string? Doubt);
