using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>The application signs in as itself, with whatever it was built to prove itself by.</summary>
internal sealed class AppCredential(EntraApplication application, ConfidentialClientApplicationBuilder builder) : ReferralsCredential
{
    private readonly IConfidentialClientApplication _app = builder.Build();

    internal override EntraApplication Application => application;

    internal override bool IsAppOnly => true;

    internal override async ValueTask<ReferralsAccessToken> AcquireAsync(ReferralsTokenRequest request, CancellationToken cancellationToken)
    {
        AuthenticationResult result = await EntraErrors.TranslateAsync(
            () => _app.AcquireTokenForClient([request.Scope])
                // The library's own cache would hand out the token in hand until it has expired.
                .WithForceRefresh(request.NewerThan is not null)
                .ExecuteAsync(cancellationToken)).ConfigureAwait(false);
        return new ReferralsAccessToken(result.AccessToken, result.ExpiresOn);
    }
}
