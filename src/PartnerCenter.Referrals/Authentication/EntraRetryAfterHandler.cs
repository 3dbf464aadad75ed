using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Renames Entra's <c>Retry-After</c> header, so that MSAL does not see it. MSAL would otherwise answer in Entra's place until that time is
/// over, for the whole process and by the system's clock (tried, 4.92). Only the retry policy of a call decides how long to wait.
/// </summary>
internal sealed class EntraRetryAfterHandler(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>Specifies the new name of the header, which MSAL's exception passes on.</summary>
    public const string RenamedHeader = "Entra-Retry-After";

    private const string RetryAfter = "Retry-After";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.NonValidated.TryGetValues(RetryAfter, out HeaderStringValues retryAfter))
        {
            response.Headers.Remove(RenamedHeader);
            response.Headers.TryAddWithoutValidation(RenamedHeader, retryAfter.ToString());
            response.Headers.Remove(RetryAfter);
        }

        return response;
    }
}
