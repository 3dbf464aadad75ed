namespace PartnerCenter.Referrals;

/// <summary>Represents a checkpoint as it is stored.</summary>
internal sealed record StoredCheckpoint(int Version, DateTimeOffset? From, long Overlap, ChangeVersion[] Seen);
