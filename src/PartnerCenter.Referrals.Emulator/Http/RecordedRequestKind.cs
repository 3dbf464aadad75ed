namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the part of the emulator that received a request.</summary>
public enum RecordedRequestKind
{
    /// <summary>The referrals API, or a path that the emulator does not serve.</summary>
    Referrals,

    /// <summary>The emulated Entra's token endpoint.</summary>
    Token,

    /// <summary>The emulated Entra's discovery documents.</summary>
    Discovery,

    /// <summary>
    /// The start of a user's sign-in at the emulated Entra: the page that a browser opens, or the request for a device code.
    /// </summary>
    SignIn,
}
