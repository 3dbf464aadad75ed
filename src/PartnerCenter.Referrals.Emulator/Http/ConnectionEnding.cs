namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies how a connection ends.</summary>
internal enum ConnectionEnding
{
    /// <summary>The emulator closes its side gracefully (FIN).</summary>
    Close,

    /// <summary>The connection is reset (RST).</summary>
    Reset,

    /// <summary>The connection stays open, and nothing is sent.</summary>
    Silence,
}
