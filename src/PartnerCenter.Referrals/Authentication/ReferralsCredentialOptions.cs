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
}
