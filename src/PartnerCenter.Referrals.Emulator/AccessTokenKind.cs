namespace PartnerCenter.Referrals.Emulator;

/// <summary>What an access token made by <see cref="ReferralsEmulator.IssueToken"/> proves.</summary>
public enum AccessTokenKind
{
    /// <summary>A user, signed in with multi-factor authentication through the app (App+User): what today's service takes.</summary>
    Delegated,

    /// <summary>
    /// A user who signed in without multi-factor authentication: answered with 401, in the form of
    /// <see cref="ReferralsEmulatorOptions.MfaRefusalShape"/>.
    /// </summary>
    DelegatedWithoutMfa,

    /// <summary>The app alone: answered with 403 unless <see cref="ReferralsEmulatorOptions.AllowAppOnlyTokens"/>.</summary>
    AppOnly,

    /// <summary>A user's token for another API: answered with 401.</summary>
    WrongAudience,
}
