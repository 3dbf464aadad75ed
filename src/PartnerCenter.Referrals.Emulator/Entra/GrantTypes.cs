namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the names of the grants that the emulated Entra supports.</summary>
internal static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
    public const string RefreshToken = "refresh_token";
    public const string AuthorizationCode = "authorization_code";

    /// <summary>Specifies the device code grant as RFC 8628 names it.</summary>
    public const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Specifies the device code grant as MSAL names it, which is older than the RFC.</summary>
    public const string MsalDeviceCode = "device_code";

    public const string OnBehalfOf = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>
    /// Returns whether the grant follows a user's sign-in to this app itself. Such a request may omit the tenant's id, and a public client
    /// needs no secret for it.
    /// </summary>
    public static bool AreForUserSignIn(string grantType) =>
        grantType is RefreshToken or AuthorizationCode or DeviceCode or MsalDeviceCode;
}
