using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>Provides options for the sign-in of a credential to Microsoft Entra ID. The defaults are right for the live service.</summary>
public sealed class ReferralsCredentialOptions
{
    /// <summary>
    /// Gets the sign-in host, <c>https://login.microsoftonline.com</c> by default. It has no user name, path, query or fragment. It must be
    /// https, because secrets and tokens pass through it, or http for a loopback address, which is one of 127.0.0.0/8, <c>[::1]</c> or
    /// <c>localhost</c>: an emulator in another process, for example.
    /// </summary>
    public Uri AuthorityHost { get; init; } = new("https://login.microsoftonline.com");

    /// <summary>
    /// Gets the handler that sends the token requests; null, the default, for a pooled handler that all credentials share. Set it to direct
    /// the sign-in to an emulator, for example. The handler is not disposed and must be safe for concurrent use.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>
    /// Gets the proxy for the token requests; null, the default, for the proxy of the system. Requests to this machine never go through it.
    /// If you set <see cref="HttpMessageHandler"/>, its own proxy is used and this one is not. The browser of a sign-in has a proxy of its
    /// own.
    /// </summary>
    /// <seealso cref="ReferralsClientOptions.Proxy"/>
    public IWebProxy? Proxy { get; init; }

    /// <summary>
    /// Gets the cache that stores tokens outside the process, so that several processes share one sign-in; null, the default, for tokens in
    /// memory only. The cache holds secrets and must be protected. Each entry belongs to one sign-in of a tenant's application: if
    /// different users sign in to the same application with <see cref="ReferralsCredential.FromDeviceCode"/> or
    /// <see cref="ReferralsCredential.FromBrowser"/>, give each user a separate cache. <see cref="ReferralsCredential.FromUserAssertion"/>
    /// accepts no cache.
    /// </summary>
    public IReferralsTokenCache? TokenCache { get; init; }

    /// <summary>
    /// Gets whether the client answers a 401 that requests more claims. If true, the client obtains a new token with these claims and
    /// retries the request, once for each call. The option declares the capability <c>cp1</c> (continuous access evaluation) to Entra,
    /// which may then issue tokens that live longer and can be revoked at once. False by default: without the declaration no such challenge
    /// is expected, and one that is received nevertheless is treated like any other 401.
    /// </summary>
    public bool HandleClaimsChallenges { get; init; }

    /// <summary>Gets the clock for the time limits of a token cache and for dates in <c>Retry-After</c>.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
