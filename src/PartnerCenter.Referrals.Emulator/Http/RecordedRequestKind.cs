namespace PartnerCenter.Referrals.Emulator;

/// <summary>Which part of the emulator a request went to.</summary>
public enum RecordedRequestKind
{
    /// <summary>The referrals API, or a path that the emulator does not know.</summary>
    Referrals,

    /// <summary>The emulated Entra's token endpoint.</summary>
    Token,

    /// <summary>The emulated Entra's discovery documents.</summary>
    Discovery,

    /// <summary>Where a person's sign-in at the emulated Entra begins: the page of a browser, or the request for a device code.</summary>
    SignIn,
}
