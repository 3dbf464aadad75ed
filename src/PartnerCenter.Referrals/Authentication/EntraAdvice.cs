using System.Collections.Frozen;

namespace PartnerCenter.Referrals;

/// <summary>
/// Says what to do about a token request that Entra refuses. Microsoft lists the codes in
/// <see href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Microsoft Entra error codes</see>.
/// </summary>
internal static class EntraAdvice
{
    public const string ForeignAnswer =
        "Check AuthorityHost, and whether a proxy or the sign-in page of a network answers in its place.";

    private const string Unknown = "Check the tenant id, the client id and the credential.";

    private const string CodeNotAccepted = "Sign in again: the code of the sign-in page was not accepted.";

    // The codes whose advice is about a refresh token, which a sign-in with a code does not have yet.
    private static readonly string[] OfRefreshTokens = ["AADSTS700082", "AADSTS70008", "AADSTS50173", "AADSTS70043"];

    private static readonly FrozenDictionary<string, string> Texts = Rows
        .SelectMany(row => row.Codes.Select(code => KeyValuePair.Create(code, row.Advice)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Gets the advice for each code. Codes with the same advice share a row.</summary>
    public static IReadOnlyList<(string[] Codes, string Advice)> Rows =>
    [
        (["AADSTS7000215"], "The client secret is wrong: use the secret's value, not its id."),
        (["AADSTS7000222"], "The client secret has expired: create a new one in the application registration."),
        (["AADSTS700027"],
            "The certificate or assertion is not accepted: check the client id and the client secret, certificate or assertion in the "
                + "application registration, and the clock."),
        (["AADSTS7000218"],
            "The application must authenticate: give its secret or certificate, or allow public client flows in its registration."),
        (["AADSTS7000112"], "The application is disabled in this tenant: ask the tenant's administrator."),
        (["AADSTS700016"],
            "The application was not found in this tenant: check the client id and the tenant id, and that consent was given there."),
        (["AADSTS90002", "AADSTS900023"], "There is no such tenant: check the tenant id."),
        (["AADSTS50011"], "The redirect address is not registered: add it to the application registration, as the sign-in uses it."),
        (["AADSTS65001", "AADSTS90094", "consent_required"],
            "Consent is missing: an administrator must consent to the delegated permissions of Microsoft Partner Center for this "
                + "application."),
        (["AADSTS65004"], "The user declined the consent: sign in once more and accept it, or let an administrator consent."),
        (["AADSTS500011", "AADSTS650057"],
            "The token was requested for an audience that the tenant or the application does not know: add the permissions of Microsoft "
                + "Partner Center to the registration, and check AuthorityHost and the scope."),
        (["AADSTS700082", "AADSTS70008"],
            "The refresh token has expired: sign in once more with multi-factor authentication and store the new one."),
        (["AADSTS50173", "AADSTS70043"],
            "The refresh token was revoked: sign in once more with multi-factor authentication and store the new one."),
        (["AADSTS50076", "AADSTS50079", "AADSTS50158"],
            "Multi-factor authentication is required: sign in once more using it, and store the new refresh token."),
        (["AADSTS50078"],
            "The multi-factor authentication has expired by a policy of the tenant: sign in once more using it, and store the new refresh "
                + "token."),
        (["AADSTS50055"], "The user's password has expired: change it, sign in once more, and store the new refresh token."),
        (["AADSTS50057"], "The user's account is disabled: ask the tenant's administrator, or sign in as another user."),
        (["AADSTS50105"], "The user is not assigned to the application: ask the tenant's administrator."),
        (["AADSTS53003", "AADSTS53000"],
            "A conditional access policy refused the sign-in: ask the tenant's administrator. Many tenants block device codes: sign in "
                + "with the browser instead."),
        (["interaction_required", "login_required"], "The person has to sign in: sign in once more, and store the new refresh token."),
        (["expired_token"], "The device code has expired: sign in again, and enter the new code in time."),
        (["access_denied", "authorization_declined"],
            "The person cancelled the sign-in, or a policy of the tenant declined it: sign in again, or ask the tenant's administrator."),
    ];

    /// <summary>Returns the advice for Entra's code, or else for its OAuth error.</summary>
    /// <param name="code">Entra's code, or its OAuth error; null for none.</param>
    /// <param name="oauthError">The OAuth error; null for none.</param>
    /// <param name="isOfCode">Whether an authorization code was refused, so that there is no refresh token yet.</param>
    public static string For(string? code, string? oauthError, bool isOfCode = false) =>
        isOfCode && oauthError == "invalid_grant" && (!Texts.ContainsKey(code ?? "") || OfRefreshTokens.Contains(code)) ? CodeNotAccepted
        : Texts.TryGetValue(code ?? "", out string? advice) || Texts.TryGetValue(oauthError ?? "", out advice) ? advice
        : oauthError switch
        {
            "invalid_grant" =>
                "The refresh token is no longer accepted, or was issued for another application: sign in once more with this client id "
                    + "and store the new one.",
            "invalid_client" => "The application failed to authenticate: check the client id and the client secret.",
            "unauthorized_client" => "The application may not use this kind of sign-in: check its registration.",
            // MSAL's own codes for a response that is not Entra's.
            "non_parsable_oauth_error" or "token_type_missing" => ForeignAnswer,
            _ => Unknown,
        };
}
