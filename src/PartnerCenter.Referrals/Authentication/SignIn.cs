using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>The first sign-in of a user.</summary>
internal delegate Task<AuthenticationResult> SignIn(string[] scopes, string? claims, CancellationToken cancellationToken);
