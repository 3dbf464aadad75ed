using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Signs in a user interactively.</summary>
internal delegate Task<AuthenticationResult> SignIn(string[] scopes, string? claims, CancellationToken cancellationToken);
