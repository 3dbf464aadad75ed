namespace PartnerCenter.Referrals.Emulator;

/// <summary>The names of the grants that the emulated Entra knows.</summary>
internal static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
    public const string RefreshToken = "refresh_token";
    public const string AuthorizationCode = "authorization_code";

    /// <summary>As RFC 8628 has it.</summary>
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>The same as MSAL says it, which is older than the RFC.</summary>
    public const string MsalDeviceCode = "device_code";

    public const string OnBehalfOf = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>Whether a user has signed in to this app itself: in any tenant, and a public client needs no secret for it.</summary>
    public static bool AreForUserSignIn(string grantType) =>
        grantType is RefreshToken or AuthorizationCode or DeviceCode or MsalDeviceCode;
}
