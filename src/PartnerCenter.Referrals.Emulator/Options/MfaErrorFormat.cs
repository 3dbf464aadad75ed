namespace PartnerCenter.Referrals.Emulator;

/// <summary>How the emulator refuses a user's token that carries no proof of multi-factor authentication (wire contract 8).</summary>
public enum MfaErrorFormat
{
    /// <summary>The newer form: 401 with Partner Center's own error schema, whose <c>code</c> is 900421.</summary>
    PartnerCenterError,

    /// <summary>The older form: 401 with <c>WWW-Authenticate: Bearer error="invalid_token"</c> and the usual error envelope.</summary>
    BearerError,
}
