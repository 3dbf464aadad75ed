namespace PartnerCenter.Referrals.Tests;

/// <summary>A file of one room that uses a symbol which a file of another room declares. Files are paths below the source folder.</summary>
internal sealed record RoomReference(string FromFile, string FromRoom, string ToFile, string ToRoom, string Symbol);
