using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Signs in a user interactively.</summary>
/// <param name="create">
/// A function that creates the application with the redirect address of this sign-in, or with null for a sign-in without one. The cache of
/// the application holds the tokens afterwards.
/// </param>
/// <param name="scopes">The scopes of the token.</param>
/// <param name="claims">The claims of a challenge; null for none.</param>
/// <param name="cancellationToken">A token that ends the sign-in.</param>
internal delegate Task<AuthenticationResult> SignIn(
    Func<string?, IPublicClientApplication> create, string[] scopes, string? claims, CancellationToken cancellationToken);
