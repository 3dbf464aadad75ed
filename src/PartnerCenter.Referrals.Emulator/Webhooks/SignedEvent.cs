namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents what is sent to a receiver.</summary>
internal sealed record SignedEvent(ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers);
