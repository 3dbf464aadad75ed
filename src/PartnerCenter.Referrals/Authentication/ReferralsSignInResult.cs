using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Describes who signed in, from the tokens that Entra issued. It holds no token.</summary>
/// <remarks>Instances are immutable. <see cref="ToString"/> does not show the person.</remarks>
/// <seealso cref="ReferralsSignIn"/>
public sealed class ReferralsSignInResult
{
    /// <summary>Gets the sign-in name of the person, such as a mail address; null if Entra does not tell it.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets the display name of the person; null if Entra does not tell it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>
    /// Gets the id of the tenant that the tokens are for, which must be the partner's; null if Entra does not tell it.
    /// </summary>
    public string? TenantId { get; init; }

    /// <summary>
    /// Gets whether the person used multi-factor authentication, which the service requires; null if Entra does not tell it. If it is
    /// false, sign in once more: the refresh token leads to access tokens that the service refuses.
    /// </summary>
    public bool? UsedMultiFactorAuthentication { get; init; }

    /// <summary>
    /// Gets the time at which the person was authenticated, in UTC. It may lie before the call if the browser was already signed in. It is
    /// null if Entra does not tell it.
    /// </summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Returns only the type's name, because the properties name a person.</summary>
    public override string ToString() => nameof(ReferralsSignInResult);

    internal static ReferralsSignInResult Of(AuthenticationResult result)
    {
        SignInClaims? identity = SignInClaims.Of(result.IdToken);
        return new ReferralsSignInResult
        {
            UserName = identity?.UserName,
            DisplayName = identity?.DisplayName,
            TenantId = identity?.TenantId,
            // Entra writes the methods into access tokens of its first version, but seldom into an id token of its second.
            UsedMultiFactorAuthentication = identity?.UsedMultiFactor ?? SignInClaims.Of(result.AccessToken)?.UsedMultiFactor,
            SignedInAt = identity?.SignedInAt,
        };
    }
}
