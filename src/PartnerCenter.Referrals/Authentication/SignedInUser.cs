using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Holds the result of a sign-in and its refresh token. A class, not a record: its ToString must not show a token.</summary>
/// <param name="result">MSAL's result.</param>
/// <param name="refreshToken">The refresh token; null if Entra issued none.</param>
internal sealed class SignedInUser(AuthenticationResult result, string? refreshToken)
{
    public AuthenticationResult Result => result;

    public string? RefreshToken => refreshToken;
}
