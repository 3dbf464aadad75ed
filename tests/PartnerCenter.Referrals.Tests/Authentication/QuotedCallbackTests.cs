using System.IO.Compression;
using System.Net;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests what remains of an exception of a callback that quotes a response, and of a token response that cannot be decoded.
/// </summary>
public sealed class QuotedCallbackTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_exception_of_the_HTTP_stack_in_a_token_provider_is_not_quoted()
    {
        HttpRequestException quoting = new(HttpRequestError.InvalidResponse, "planted");
        Exception[] thrown =
        [
            quoting,
            new InvalidTimeZoneException("planted", quoting),
            new ReferralsAuthenticationException("own words", quoting) { EntraErrorCode = "AADSTS1", EntraCorrelationId = "c-1" },
        ];

        foreach (Exception one in thrown)
        {
            ReferralsClient client = _service.Client(options => options.Credential =
                ReferralsCredential.FromTokenProvider((_, _) => throw one));
            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => client.GetAsync(ReferralJson.Id, new() { MaxAttempts = 1 }, Cancellation));

            PlantedText.RequireAbsent(failure);
            Assert.Contains("The HTTP request failed (InvalidResponse).", failure.ToString(), StringComparison.Ordinal);
            Assert.Equal(one is ReferralsAuthenticationException, failure.Message.Contains("own words", StringComparison.Ordinal));
            Assert.Equal(one is ReferralsAuthenticationException ? ("AADSTS1", "c-1") : (null, null),
                (failure.EntraErrorCode, failure.EntraCorrelationId));
        }
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(400, false)]
    public async Task A_refusal_of_Entra_that_cannot_be_decoded_keeps_its_status(int status, bool isTransient)
    {
        using Undecodable handler = new((HttpStatusCode)status);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(
            ReferralsCredential.FromClientSecret(
                Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = handler })));

        Assert.Equal($"Entra refused the token request: HTTP {status}.", failure.Finding);
        Assert.Equal((isTransient, TimeSpan.FromSeconds(57)), (failure.IsTransient, failure.RetryAfter));
    }

    /// <summary>Answers like a handler with AutomaticDecompression whose server says Brotli and sends a plain body.</summary>
    private sealed class Undecodable(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(MockedService.Response(
                status,
                new StreamContent(new BrotliStream(new MemoryStream("{\"error\":\"x\"}"u8.ToArray()), CompressionMode.Decompress)),
                ("Retry-After", "57")));
    }
}
