namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Represents the use of a symbol by a file of another room than the one that declares it. Files are paths below the source folder.
/// </summary>
internal sealed record RoomReference(string FromFile, string FromRoom, string ToFile, string ToRoom, string Symbol);
