namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the part of the emulator that received a request.</summary>
public enum RecordedRequestKind
{
    /// <summary>Specifies the referrals API, or a path that the emulator does not serve.</summary>
    Referrals,

    /// <summary>Specifies the emulated Entra's token endpoint.</summary>
    Token,

    /// <summary>Specifies the emulated Entra's discovery documents.</summary>
    Discovery,

    /// <summary>
    /// Specifies the start of a user's sign-in at the emulated Entra: the page that a browser opens, or the request for a device code.
    /// </summary>
    SignIn,

    /// <summary>Specifies the registration of webhooks.</summary>
    Webhooks,

    /// <summary>Specifies the certificates of webhooks and the list of those that are revoked.</summary>
    Certificates,
}
