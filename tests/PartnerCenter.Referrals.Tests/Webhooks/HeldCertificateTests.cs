using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests how long a certificate is held, when it is renewed, and who shares a download.</summary>
public sealed class HeldCertificateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_hundred_parallel_events_download_once()
    {
        using WebhookReceiver receiver = new();
        TaskCompletionSource<HttpResponseMessage> response = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Host.Answer = (_, _) => response.Task;

        Task<ReferralWebhookEvent>[] events = [.. Enumerable.Range(0, 100).Select(_ => Task.Run(() => receiver.VerifyAsync()))];
        await receiver.Host.ArrivalAsync();
        response.SetResult(CertificateHost.File(receiver.Signer.Der));

        Assert.Equal(100, (await Task.WhenAll(events)).Length);
        Assert.Single(receiver.Host.Requests);
    }

    [Fact]
    public async Task Many_threads_verify_with_one_certificate_and_mix_up_nothing()
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        byte[][] bodies = [.. Enumerable.Range(0, 8).Select(i => (byte[])[.. WebhookReceiver.Body, .. Enumerable.Repeat((byte)' ', i)])];
        Dictionary<string, IEnumerable<string>>[] headers = [.. bodies.Select(body => receiver.Signer.Headers(body))];

        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
        {
            (int body, int signature) = (i % 8, i / 8 % 8);
            Exception? refusal = await Record.ExceptionAsync(
                () => receiver.Verifier.VerifyAsync(bodies[body], headers[signature], token));
            Assert.Equal(body != signature, refusal is ReferralWebhookException);
        });
    }

    [Fact]
    public async Task A_caller_that_cancels_ends_at_once_and_does_not_fail_others()
    {
        using WebhookReceiver receiver = new();
        using CancellationTokenSource impatience = new();
        TaskCompletionSource<HttpResponseMessage> response = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Host.Answer = (_, _) => response.Task;
        Task<ReferralWebhookEvent> first = receiver.VerifyAsync(cancellation: impatience.Token);
        Task<ReferralWebhookEvent> second = receiver.VerifyAsync();
        await receiver.Host.ArrivalAsync();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        response.SetResult(CertificateHost.File(receiver.Signer.Der));

        Assert.NotNull(await second);
        Assert.Single(receiver.Host.Requests);
    }

    [Fact]
    public async Task A_failed_download_is_not_repeated_for_ten_seconds()
    {
        using WebhookReceiver receiver = new();
        Func<Uri, CancellationToken, Task<HttpResponseMessage>> good = receiver.Host.Answer;
        receiver.Host.Answer = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));

        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateDownload);
        receiver.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        receiver.Host.Answer = good;
        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateDownload);
        Assert.Single(receiver.Host.Requests);

        receiver.Time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(await receiver.VerifyAsync());
    }

    [Fact]
    public async Task A_refused_certificate_is_remembered_for_ten_seconds()
    {
        using WebhookReceiver receiver = new();
        receiver.Host.Answer = (_, _) => Task.FromResult(CertificateHost.File([1]));

        Assert.Equal(ReferralWebhookCheck.Certificate, (await receiver.RefusalAsync()).FailedCheck);
        Assert.Equal(ReferralWebhookCheck.Certificate, (await receiver.RefusalAsync()).FailedCheck);
        Assert.Single(receiver.Host.Requests);

        receiver.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ReferralWebhookCheck.Certificate, (await receiver.RefusalAsync()).FailedCheck);
        Assert.Equal(2, receiver.Host.Requests.Count);
    }

    [Fact]
    public async Task A_certificate_is_held_for_an_hour_and_renewed_ahead_of_time()
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        await receiver.Host.ArrivalAsync();
        receiver.Time.Advance(TimeSpan.FromMinutes(45) - Moment);
        await receiver.VerifyAsync();
        Assert.Single(receiver.Host.Requests);

        TaskCompletionSource<HttpResponseMessage> response = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Host.Answer = (_, _) => response.Task;
        receiver.Time.Advance(TimeSpan.FromMinutes(15) - Moment);
        Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);
        await receiver.Host.ArrivalAsync();
        Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);

        receiver.Time.Advance(2 * Moment);
        Task<ReferralWebhookEvent> after = receiver.VerifyAsync();
        Assert.False(after.IsCompleted);
        response.SetResult(CertificateHost.File(receiver.Signer.Der));
        Assert.NotNull(await after);
        Assert.Equal(2, receiver.Host.Requests.Count);
    }

    [Theory]
    [InlineData(ReferralWebhookCheck.CertificateDownload)]
    [InlineData(ReferralWebhookCheck.Certificate)]
    public async Task A_failed_renewal_is_tried_again_and_ends_nothing_before_the_hour_is_over(ReferralWebhookCheck check)
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        await receiver.Host.ArrivalAsync();
        receiver.Host.Answer = (_, _) => check == ReferralWebhookCheck.Certificate
            ? Task.FromResult(CertificateHost.File("<html></html>"u8.ToArray()))
            : throw new HttpRequestException();
        receiver.Time.Advance(TimeSpan.FromMinutes(50));

        for (int renewal = 0; renewal < 3; renewal++)
        {
            Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);
            await receiver.Host.ArrivalAsync();
            // A signature that does not match waits for the renewal, which may find another key. If the download fails, nothing is proven.
            ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
                () => receiver.Verifier.VerifyAsync(WebhookReceiver.Body, receiver.Signer.Headers([])));
            Assert.Equal(
                check == ReferralWebhookCheck.Certificate ? ReferralWebhookCheck.Signature : check, refusal.FailedCheck);
            Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);
            receiver.Time.Advance(TimeSpan.FromSeconds(10));
        }

        receiver.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(check, (await receiver.RefusalAsync()).FailedCheck);
    }

    [Fact]
    public async Task A_certificate_that_a_renewal_finds_revoked_is_no_longer_used()
    {
        FakeTimeProvider time = new();
        SigningCertificate good = new("a", WebhookSigner.NewKey(), time.GetUtcNow(), time.GetUtcNow().AddHours(1));
        Queue<Func<SigningCertificate>> outcomes = new(
        [
            () => good,
            () => throw new ReferralWebhookException("", ReferralWebhookCheck.Chain, HttpStatusCode.Unauthorized) { IsRevocation = true },
        ]);
        using SigningCertificates certificates = new((_, _) => Task.FromResult(outcomes.Dequeue()()), time);
        Assert.Same(good, await certificates.GetAsync("a", default));

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await certificates.FindReplacementAsync(good, default));

        Assert.Null(certificates.TryGetHeld("a", time.GetUtcNow()));
        Assert.Equal(
            ReferralWebhookCheck.Chain,
            (await Assert.ThrowsAsync<ReferralWebhookException>(() => certificates.GetAsync("a", default))).FailedCheck);
    }

    [Fact]
    public async Task A_certificate_is_not_held_beyond_its_own_end()
    {
        using WebhookReceiver receiver = new(signer: now => new WebhookSigner(now, validFor: TimeSpan.FromMinutes(8)));
        await receiver.VerifyAsync();

        receiver.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);
        Assert.Single(receiver.Host.Requests);

        receiver.Time.Advance(TimeSpan.FromMinutes(3) + Moment);
        Assert.Equal(ReferralWebhookCheck.Chain, (await receiver.RefusalAsync()).FailedCheck);
    }

    [Fact]
    public async Task A_certificate_that_was_replaced_under_the_same_name_is_found()
    {
        using WebhookReceiver receiver = new();
        using WebhookSigner next = new(receiver.Time.GetUtcNow(), key: WebhookSigner.NewKey());
        await receiver.VerifyAsync();
        receiver.Host.Answer = (_, _) => Task.FromResult(CertificateHost.File(next.Der));
        Task<ReferralWebhookEvent> VerifyAsync(WebhookSigner signer) =>
            receiver.Verifier.VerifyAsync(WebhookReceiver.Body, signer.Headers(WebhookReceiver.Body));

        // A forger could cause downloads, so that there is one a minute at most.
        Assert.Equal(
            ReferralWebhookCheck.Signature, (await Assert.ThrowsAsync<ReferralWebhookException>(() => VerifyAsync(next))).FailedCheck);
        Assert.Single(receiver.Host.Requests);

        receiver.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await VerifyAsync(next));
        Assert.True(VerifyAsync(next).IsCompletedSuccessfully);
        Assert.Equal(
            ReferralWebhookCheck.Signature,
            (await Assert.ThrowsAsync<ReferralWebhookException>(() => VerifyAsync(receiver.Signer))).FailedCheck);
        Assert.Equal(2, receiver.Host.Requests.Count);
    }

    [Fact]
    public async Task A_replaced_certificate_that_cannot_be_fetched_means_try_again()
    {
        using WebhookReceiver receiver = new();
        using WebhookSigner next = new(receiver.Time.GetUtcNow(), key: WebhookSigner.NewKey());
        await receiver.VerifyAsync();
        receiver.Host.Answer = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        receiver.Time.Advance(TimeSpan.FromMinutes(1));

        // The second finds the failure of the first.
        for (int i = 0; i < 2; i++)
        {
            ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
                () => receiver.Verifier.VerifyAsync(WebhookReceiver.Body, next.Headers(WebhookReceiver.Body)));
            Assert.Equal(
                (ReferralWebhookCheck.CertificateDownload, HttpStatusCode.ServiceUnavailable),
                (refusal.FailedCheck, refusal.ResponseStatusCode));
        }

        Assert.NotNull(await receiver.VerifyAsync());
        Assert.Equal(2, receiver.Host.Requests.Count);
    }
}
