using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests handlers that fail after the service has answered a write, for example because they call another host.</summary>
public sealed class FailingAfterAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Failures =>
    [
        new HttpRequestException(HttpRequestError.ConnectionError), new HttpRequestException(HttpRequestError.NameResolutionError),
        new HttpRequestException(HttpRequestError.SecureConnectionError), new HttpRequestException(HttpRequestError.ProxyTunnelError),
        new TaskCanceledException("", new TimeoutException()), new IOException(), new InvalidOperationException(),
        new ReferralsAuthenticationException("Own.") { IsTransient = true }, new ReferralsAuthenticationException("Own."),
        new ReferralsException("Own."),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_create_that_was_answered_is_sent_once_and_its_outcome_is_unknown(Exception thrown)
    {
        await using RawServer server = new(RawServer.Response("201 Created", ReferralJson.Full));
        using FailingHandler handler = new(thrown);
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = server.Address,
                Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
                RetryDelay = TimeSpan.Zero,
            },
            handler);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = null }, cancellationToken: Cancellation));

        Assert.StartsWith("POST ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    private sealed class FailingHandler(Exception thrown) : DelegatingHandler(ReferralsTransport.NewSocketsHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            throw thrown;
        }
    }
}
