namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies how a connection ends.</summary>
internal enum ConnectionEnding
{
    /// <summary>Specifies that the emulator closes its side gracefully (FIN).</summary>
    Close,

    /// <summary>Specifies that the connection is reset (RST).</summary>
    Reset,

    /// <summary>Specifies that the connection stays open, and nothing is sent.</summary>
    Silence,
}
