namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes who may call one of the emulated APIs.</summary>
/// <param name="Audience">The audience that access tokens must have.</param>
/// <param name="AppOnlyRefusal">Why a token of the app alone is refused; null if it is accepted.</param>
/// <param name="UserHasRole">Whether the tenant's user has a role that the API requires.</param>
/// <param name="RoleRefusal">Why a user without such a role is refused.</param>
internal sealed record ApiAccess(string Audience, string? AppOnlyRefusal, bool UserHasRole, string RoleRefusal)
{
    /// <summary>Returns who may call the referrals API (wire contract 8).</summary>
    public static ApiAccess ToReferrals(bool allowAppOnly) => new(
        AccessTokens.ServiceAudience,
        allowAppOnly ? null : "Referrals are available to App+User tokens only.",
        UserHasRole: true,
        "The user has neither the Referral Admin nor the Referral User role.");

    /// <summary>
    /// Returns who may register webhooks (wire contract 9.1): apps alone, and users with a role that the list of the referral roles does
    /// not contain.
    /// </summary>
    public static ApiAccess ToWebhooks(bool userHasRole) => new(
        AccessTokens.WebhookAudience,
        AppOnlyRefusal: null,
        userHasRole,
        "The user is neither Global admin, Billing admin, Admin agent, Sales agent nor Helpdesk agent.");
}
