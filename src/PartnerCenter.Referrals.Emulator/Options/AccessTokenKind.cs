namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What an access token proves that is made by <see cref="ReferralsEmulator.IssueToken"/> or comes of a sign-in
/// (<see cref="ReferralsEmulatorOptions.UserTokenKind"/>).
/// </summary>
public enum AccessTokenKind
{
    /// <summary>A user, signed in with multi-factor authentication through the app (App+User): what today's service takes.</summary>
    Delegated,

    /// <summary>
    /// A user who signed in without multi-factor authentication: answered with 401, in the form of
    /// <see cref="ReferralsEmulatorOptions.MfaErrorFormat"/>.
    /// </summary>
    DelegatedWithoutMfa,

    /// <summary>The app alone: answered with 403 unless <see cref="ReferralsEmulatorOptions.AllowAppOnlyTokens"/>.</summary>
    AppOnly,

    /// <summary>A user's token for another API: answered with 401.</summary>
    WrongAudience,

    /// <summary>
    /// A user without one of the referral roles (Referral Admin, Referral User): answered with 403 and <c>accessDenied</c>.
    /// </summary>
    DelegatedWithoutRole,

    /// <summary>A user of a tenant that is no partner's, as its <c>tid</c> says: answered with 403 and <c>accessDenied</c>.</summary>
    WrongTenant,
}
