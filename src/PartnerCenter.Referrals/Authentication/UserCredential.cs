using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// A user signs in once, in one way or another; from then on the sign-in library renews the tokens with the refresh tokens it holds for the account.
/// </summary>
internal sealed class UserCredential(EntraApplication application, IClientApplicationBase app, SignIn signIn, bool isInteractive) : ReferralsCredential
{
    private IAccount? _account;

    internal override EntraApplication Application => application;

    internal override bool IsInteractive => isInteractive;

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        AuthenticationResult result = await EntraErrors.TranslateAsync(() => AuthenticateAsync(request, cancellationToken)).ConfigureAwait(false);
        Volatile.Write(ref _account, result.Account);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }

    private async Task<AuthenticationResult> AuthenticateAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        string[] scopes = [request.Scope];
        if (Volatile.Read(ref _account) is not { } account)
        {
            return await signIn(scopes, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            AuthenticationResult held = await app.AcquireTokenSilent(scopes, account).ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return request.NewerThan is { } expiry && held.ExpiresOn <= expiry
                ? await app.AcquireTokenSilent(scopes, account).WithForceRefresh(true).ExecuteAsync(cancellationToken).ConfigureAwait(false)
                : held;
        }
        catch (MsalUiRequiredException) when (isInteractive && request.MayPrompt)
        {
            return await signIn(scopes, cancellationToken).ConfigureAwait(false);
        }
    }
}
