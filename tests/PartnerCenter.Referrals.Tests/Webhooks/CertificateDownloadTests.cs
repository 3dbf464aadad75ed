using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests the limits of a download, what it sends, and the end of a verifier.</summary>
public sealed class CertificateDownloadTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_certificate_is_given_up_after_ten_seconds(bool isBodySlow)
    {
        using WebhookReceiver receiver = new();
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Host.Answer = (_, cancellation) => isBodySlow
            ? Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new HangingStream(reading)) })
            : CertificateHost.Hang(cancellation);
        Task<ReferralWebhookException> refusal = receiver.RefusalAsync();
        await receiver.Host.ArrivalAsync();
        await (isBodySlow ? reading.Task : Task.CompletedTask);

        receiver.Time.Advance(TenSeconds - TimeSpan.FromTicks(1));
        Assert.False(refusal.IsCompleted);
        receiver.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ReferralWebhookCheck.CertificateDownload, (await refusal).FailedCheck);
        Assert.True((await refusal).IsTransient);
    }

    [Fact]
    public async Task A_caller_waits_twenty_seconds_at_most_for_what_never_ends()
    {
        using WebhookReceiver receiver = new();
        receiver.Host.Answer = (_, _) => new TaskCompletionSource<HttpResponseMessage>().Task;
        Task<ReferralWebhookException> refusal = receiver.RefusalAsync();

        receiver.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await refusal).ResponseStatusCode);
    }

    [Fact]
    public async Task A_file_of_exactly_64_KB_is_read_to_its_end()
    {
        using WebhookReceiver receiver = new();
        string blanks = new('\n', (64 * 1024) - receiver.Signer.Pem.Length);
        receiver.Host.Answer = (_, _) => Task.FromResult(CertificateHost.File(Encoding.ASCII.GetBytes(receiver.Signer.Pem + blanks)));

        Assert.NotNull(await receiver.VerifyAsync());
    }

    [Fact]
    public async Task A_download_from_a_loopback_origin_sends_nothing_but_the_request()
    {
        using WebhookSigner signer = new(DateTimeOffset.UtcNow);
        await using RawServer server = new(RawServer.Response("200 OK\r\nSet-Cookie: a=b", signer.Der));
        using ReferralWebhookVerifier verifier = Verifier(server, signer);
        string address = server.Address.GetLeftPart(UriPartial.Authority) + "/cert/webhooks.cer";

        Assert.NotNull(await verifier.VerifyAsync(WebhookReceiver.Body, signer.Headers(WebhookReceiver.Body, address), Cancellation));

        Assert.Equal(
            $"GET /cert/webhooks.cer HTTP/1.1\r\nHost: {server.Address.Authority}\r\n\r\n", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using WebhookSigner signer = new(DateTimeOffset.UtcNow);
        await using RawServer server = new(
            RawServer.Response("302 Found\r\nLocation: /cert/other.cer", ""), RawServer.Response("200 OK", signer.Der));
        using ReferralWebhookVerifier verifier = Verifier(server, signer);
        string address = server.Address.GetLeftPart(UriPartial.Authority) + "/cert/webhooks.cer";

        ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
            () => verifier.VerifyAsync(WebhookReceiver.Body, signer.Headers(WebhookReceiver.Body, address), Cancellation));

        Assert.Equal(
            (ReferralWebhookCheck.CertificateDownload, HttpStatusCode.ServiceUnavailable),
            (refusal.FailedCheck, refusal.ResponseStatusCode));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_certificate_to_which_a_handler_was_redirected_is_not_used()
    {
        using WebhookReceiver receiver = new();
        receiver.Host.Answer = (_, _) =>
        {
            HttpResponseMessage response = CertificateHost.File(receiver.Signer.Der);
            response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://evil.example/cert/x.cer");
            return Task.FromResult(response);
        };

        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateDownload);
    }

    [Fact]
    public async Task A_disposed_verifier_ends_what_runs_and_refuses_what_follows()
    {
        using WebhookReceiver receiver = new();
        receiver.Host.Answer = (_, _) => new TaskCompletionSource<HttpResponseMessage>().Task;
        Task<ReferralWebhookException> running = receiver.RefusalAsync();
        await receiver.Host.ArrivalAsync();

        receiver.Verifier.Dispose();
        receiver.Verifier.Dispose();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await running).ResponseStatusCode);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.VerifyAsync());
    }

    [Fact]
    public async Task Missing_headers_and_a_cancelled_caller_are_refused_first()
    {
        using WebhookReceiver receiver = new();

        await Assert.ThrowsAsync<ArgumentNullException>("headers", () => receiver.Verifier.VerifyAsync(default, null!, Cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiver.VerifyAsync(cancellation: new CancellationToken(true)));
    }

    private static ReferralWebhookVerifier Verifier(RawServer server, WebhookSigner signer) => ReferralWebhookVerifier.Create(new()
    {
        CertificateHosts = [server.Address.GetLeftPart(UriPartial.Authority)],
        TrustedRoots = [signer.Root],
        CheckRevocation = false,
    });

    /// <summary>Signals its first read, and returns nothing until it is cancelled.</summary>
    private sealed class HangingStream(TaskCompletionSource reading) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
