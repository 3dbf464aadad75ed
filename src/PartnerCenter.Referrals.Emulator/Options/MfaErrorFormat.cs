namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies how the emulator refuses a user's token that does not prove multi-factor authentication.</summary>
// Wire contract 7.5 and 8 show both forms.
public enum MfaErrorFormat
{
    /// <summary>Specifies the newer form: 401 with Partner Center's own error schema, whose <c>code</c> is 900421.</summary>
    PartnerCenterError,

    /// <summary>
    /// Specifies the older form: 401 with <c>WWW-Authenticate: Bearer error="invalid_token"</c> and the usual error envelope.
    /// </summary>
    BearerError,
}
