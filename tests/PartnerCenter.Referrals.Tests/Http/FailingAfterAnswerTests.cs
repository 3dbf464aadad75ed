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
        using ReferralsClient client = Client(server, handler);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = null }, cancellationToken: Cancellation));

        Assert.StartsWith("POST ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_exchanged_body_that_was_written_counts_as_sent(Exception thrown)
    {
        await using RawServer server = new(RawServer.Response("201 Created", ReferralJson.Full));
        using FailingHandler handler = new(thrown) { ExchangesBody = true };
        using ReferralsClient client = Client(server, handler);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = null }, cancellationToken: Cancellation));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_body_that_breaks_off_like_a_connection_after_the_status_leaves_the_outcome_unknown()
    {
        using MockedService service = new();
        service.RespondsWith(() => MockedService.Response(HttpStatusCode.Created, new StreamContent(new FailingStream())));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => service.Client().CreateAsync(
            Drafts.Minimal with { ExternalReferenceId = null }, cancellationToken: Cancellation));

        Assert.Single(service.Sent);
    }

    [Fact]
    public async Task A_read_that_was_answered_is_not_reported_as_unsent()
    {
        await using RawServer server = new(RawServer.Response("200 OK", ReferralJson.Full));
        foreach (Exception thrown in new Exception[]
        {
            new TaskCanceledException("", new TimeoutException()), new ReferralsAuthenticationException("Own."),
        })
        {
            using FailingHandler handler = new(thrown);
            using ReferralsClient client = Client(server, handler);

            ReferralsException failure = await Assert.ThrowsAnyAsync<ReferralsException>(
                () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

            Assert.DoesNotContain("was not sent", failure.Message, StringComparison.Ordinal);
            Assert.StartsWith(
                thrown is ReferralsAuthenticationException
                    ? "get failed in a handler of your program. Own."
                    : "No complete response to get was received (attempt 4).",
                failure.Message,
                StringComparison.Ordinal);
        }
    }

    private static ReferralsClient Client(RawServer server, HttpMessageHandler handler) => ReferralsClient.Create(
        new ReferralsClientOptions
        {
            Endpoint = server.Address,
            Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
            RetryDelay = TimeSpan.Zero,
        },
        handler);

    private sealed class FailingStream() : MemoryStream([1])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError);
    }

    private sealed class FailingHandler(Exception thrown) : DelegatingHandler(ReferralsTransport.NewSocketsHandler())
    {
        public bool ExchangesBody { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (ExchangesBody)
            {
                request.Content = new StringContent("{}");
            }

            using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Assert.True(response.IsSuccessStatusCode);
            throw thrown;
        }
    }
}
