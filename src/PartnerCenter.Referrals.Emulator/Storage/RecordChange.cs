namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes one change of a record.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="IsNew">Whether the record was added.</param>
/// <param name="HasRelatives">Whether its engagement has other records.</param>
/// <param name="ChangedAt">When it changed.</param>
internal sealed record RecordChange(string Id, bool IsNew, bool HasRelatives, DateTimeOffset ChangedAt);
