namespace PartnerCenter.Referrals.Emulator;

/// <summary>What becomes of a connection.</summary>
internal enum ConnectionEnding
{
    /// <summary>The emulator says in good order (FIN) that no more comes.</summary>
    Close,

    /// <summary>The connection breaks (RST).</summary>
    Reset,

    /// <summary>It stays open, and nothing comes.</summary>
    Silence,
}
