using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Hides the wait that Entra asks for from the sign-in library, which would answer for Entra until it is over, for the whole process and by
/// the system's clock (tried, 4.92). Here one place decides about waits: the call's.
/// </summary>
internal sealed class EntraRetryAfterHandler(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>The header under which the library finds the wait and hands it on.</summary>
    public const string Asked = "Asked-Wait";

    private const string RetryAfter = "Retry-After";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.NonValidated.TryGetValues(RetryAfter, out HeaderStringValues asked))
        {
            response.Headers.Remove(Asked);
            response.Headers.TryAddWithoutValidation(Asked, asked.ToString());
            response.Headers.Remove(RetryAfter);
        }

        return response;
    }
}
