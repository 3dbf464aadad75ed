using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>Exchanges a user's token for the program's own API for an access token for Partner Center.</summary>
internal sealed class OnBehalfOfCredential(
    EntraApplication application, ConfidentialClientApplicationBuilder builder,
    Func<CancellationToken, ValueTask<string>> userToken) : ReferralsCredential(application.Time)
{
    private readonly IConfidentialClientApplication _app = builder.Build();

    internal override EntraApplication Application => application;

    private protected override async Task<ReferralsAccessToken> RequestAsync(
        ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        UserAssertion assertion = new(
            await CredentialCallback.TextAsync("The user assertion", userToken, cancellationToken).ConfigureAwait(false));
        AuthenticationResult result = await EntraErrors.TranslateAsync(
            () => _app.AcquireTokenOnBehalfOf([request.Scope], assertion)
                .WithForceRefresh(request.NewerThan is not null && request.Claims is null)
                .WithClaims(request.Claims)
                .ExecuteAsync(cancellationToken),
            Application.Time).ConfigureAwait(false);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }
}
