namespace PartnerCenter.Referrals;

/// <summary>Where and how a credential talks to Microsoft Entra ID. The defaults are right for the live service.</summary>
public sealed class ReferralsCredentialOptions
{
    /// <summary>
    /// The sign-in host, <c>https://login.microsoftonline.com</c> unless told otherwise. Must be https: the library that
    /// signs in refuses anything else.
    /// </summary>
    public Uri AuthorityHost { get; init; } = new("https://login.microsoftonline.com");

    /// <summary>
    /// Sends the token requests; null for a pooled handler of our own. Set it to go through a proxy, or to lead the sign-in to
    /// an emulator. It is not disposed and must allow concurrent use.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>
    /// Keeps tokens outside of the process, so that several processes share one sign-in; null, the default, keeps them in memory. It holds
    /// secrets and must be protected. One entry is one sign-in of a tenant's application: where different users sign in to the same
    /// application by <c>FromDeviceCode</c> or <c>FromBrowser</c>, give each a cache of its own. Not for
    /// <see cref="ReferralsCredential.FromUserAssertion"/>, whose users come and go.
    /// </summary>
    public IReferralsTokenCache? TokenCache { get; init; }

    /// <summary>
    /// Whether a 401 that asks for more claims is answered: once for each call a new token with these claims is obtained and the request
    /// repeated. It declares the capability <c>cp1</c> to Entra (continuous access evaluation), which then may give tokens that live longer
    /// and can be revoked at once. False by default: without the declaration Entra has no such challenge sent, and one that comes all the
    /// same ends the call like any other 401.
    /// </summary>
    public bool HandleClaimsChallenges { get; init; }

    /// <summary>The clock for the patience with a token cache.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
