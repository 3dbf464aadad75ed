using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the texts of failures whose words tell a developer where to look.</summary>
public sealed class FailureTextTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_throws_before_anything_is_sent_is_named_as_the_cause()
    {
        using ThrowingHandler handler = new();
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
                TimeProvider = _service.Time,
            },
            handler);

        ReferralsException read = await Assert.ThrowsAsync<ReferralsException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
        ReferralsException write = await Assert.ThrowsAsync<ReferralsException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal("get failed: a handler of your program threw JsonException. See the inner exception.", read.Message);
        Assert.Equal("create was not sent: a handler of your program threw JsonException. See the inner exception.", write.Message);
        Assert.Equal((1, 1, 2), (read.Attempts, write.Attempts, handler.Requests));
        Assert.All([read, write], failure => Assert.Contains("JsonException", failure.InnerException!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_the_service_refuses_is_explained()
    {
        _service.RespondsWith(
            HttpStatusCode.BadRequest, """{ "error": { "code": "badRequest", "message": "m", "target": "$filter" } }""");

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        Assert.StartsWith(
            "Partner Center answered list (page 1) with 400 badRequest, target $filter. The filter is not valid, or names a field that the "
                + "service cannot filter by. Put text in single quotes, and double a quote inside it. Names are case-sensitive. Do not "
                + "escape anything for a URL. (request-id none, client-request-id ",
            failure.Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _service.Dispose();

    private sealed class ThrowingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            throw new JsonException("ada@fabrikam.example.com");
        }
    }
}
