using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Keeps the tokens of one sign-in, for the refresh token among them: MSAL hands it out for some kinds of sign-in only (tried, 4.92).
/// </summary>
internal sealed class KeptTokens
{
    private byte[] _serialized = "{}"u8.ToArray();

    public KeptTokens(ITokenCache cache) => cache.SetAfterAccess(access => _serialized = access.TokenCache.SerializeMsalV3());

    /// <summary>Returns the refresh token of a sign-in, or null if there is none.</summary>
    public string? RefreshTokenOf(AuthenticationResult result) => result.Account?.HomeAccountId?.Identifier is { } account
        ? SerializedTokens.RefreshTokenOf(account, _serialized)
        : null;
}
