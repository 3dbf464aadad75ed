using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Keeps from MSAL what it would remember: it answers in Entra's place, for the whole process and by the system's clock, after a
/// <c>Retry-After</c>, and for a public client also after a 429, a 5xx and a refusal that requires a sign-in (tried, 4.92). The last three
/// become an exception of the client's own beneath MSAL. Only the retry policy of a call decides how long to wait. A token response without
/// usable tokens becomes an exception too, so that MSAL caches nothing of it.
/// </summary>
/// <param name="time">The clock that a date in <c>Retry-After</c> is compared with.</param>
/// <param name="next">The handler that sends the requests.</param>
internal sealed class EntraResponseHandler(TimeProvider time, HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <summary>Specifies the new name of <c>Retry-After</c> on a response that MSAL gets, which MSAL's exception passes on.</summary>
    public const string RenamedHeader = "Entra-Retry-After";

    private const string RetryAfter = "Retry-After";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OutOfMemoryException or ReferralsException) && !EntraErrors.IsOfNetwork(failure)
            // The connect timeout cancels too, with another exception inside.
            && (failure is not OperationCanceledException
                || (!cancellationToken.IsCancellationRequested && failure.InnerException is not TimeoutException)))
        {
            throw EntraErrors.OfHandler(failure);
        }

        try
        {
            if (!response.IsSuccessStatusCode
                && await ReadAsync(request, response, cancellationToken).ConfigureAwait(false) is var refusal
                && (refusal.IsTransient || refusal.RequiresSignIn))
            {
                throw refusal;
            }

            if (response.IsSuccessStatusCode && request.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal))
            {
                await ReadAsync(response, cancellationToken).ConfigureAwait(false);
                // Decoded as MSAL does it. With an unknown charset this throws, as it would there.
                TokenAnswer.Check(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (response.Headers.NonValidated.TryGetValues(RetryAfter, out HeaderStringValues retryAfter))
        {
            response.Headers.Remove(RenamedHeader);
            response.Headers.TryAddWithoutValidation(RenamedHeader, retryAfter.ToString());
            response.Headers.Remove(RetryAfter);
        }

        return response;
    }

    // The body stays in the buffer, where MSAL reads it again.
    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(TokenHttpClientFactory.MaxResponseSize, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<EntraRefusalException> ReadAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException)
            && (failure is not (HttpRequestException or IOException)
                || EntraRefusalException.IsTransientStatus((int)response.StatusCode)))
        {
            // The status and its wait remain valid if the body is cut off or too large, or does not match its Content-Encoding. MSAL cannot
            // read the body either.
            throw Refusal([]);
        }

        return Refusal(body);

        EntraRefusalException Refusal(byte[] content) => EntraRefusalException.Read(
            response.StatusCode,
            content,
            // MSAL sends the correlation id that its own exceptions have.
            request.Headers.NonValidated.TryGetValues("client-request-id", out HeaderStringValues sent) ? sent.ToString() : null,
            response.Headers.GetRetryAfter(time));
    }
}
