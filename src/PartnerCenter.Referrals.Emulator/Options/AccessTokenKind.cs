namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Specifies what an access token proves. The kind applies to tokens that <see cref="ReferralsEmulator.IssueToken"/> issues and to those
/// that a sign-in returns (<see cref="ReferralsEmulatorOptions.UserTokenKind"/>).
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-api-authentication">Referral API
/// authentication</see> describes the tokens that the API requires.
/// </remarks>
public enum AccessTokenKind
{
    /// <summary>
    /// Specifies the token of a user who signed in through the app with multi-factor authentication (App+User). The current service
    /// requires this kind.
    /// </summary>
    Delegated,

    /// <summary>
    /// Specifies the token of a user who signed in without multi-factor authentication. The API refuses it with 401, in the form that
    /// <see cref="ReferralsEmulatorOptions.MfaErrorFormat"/> specifies.
    /// </summary>
    DelegatedWithoutMfa,

    /// <summary>
    /// Specifies the token of the app alone. The API refuses it with 403 unless
    /// <see cref="ReferralsEmulatorOptions.AllowAppOnlyTokens"/> is true.
    /// </summary>
    AppOnly,

    /// <summary>Specifies the token of a user for another API. The API refuses it with 401.</summary>
    WrongAudience,

    /// <summary>
    /// Specifies the token of a user who has none of the referral roles (Referral Admin, Referral User). The API refuses it with 403 and
    /// <c>accessDenied</c>.
    /// </summary>
    DelegatedWithoutRole,

    /// <summary>
    /// Specifies the token of a user whose tenant, the token's <c>tid</c>, does not belong to a partner. The API refuses it with 403 and
    /// <c>accessDenied</c>.
    /// </summary>
    WrongTenant,
}
