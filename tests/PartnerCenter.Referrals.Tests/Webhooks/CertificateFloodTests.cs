using System.Globalization;
using System.Net;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests what a forger can do who sends any number of certificate addresses.</summary>
public sealed class CertificateFloodTests
{
    private static readonly Uri Good = new(WebhookSigner.Address);

    [Fact]
    public async Task Sixteen_addresses_are_held_and_the_least_used_one_makes_place()
    {
        using WebhookReceiver receiver = new();
        for (int i = 0; i < 16; i++)
        {
            await receiver.VerifyAsync(AddressOf(i));
            receiver.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await receiver.VerifyAsync(AddressOf(0));
        Assert.Equal(16, receiver.Host.Requests.Count);

        await receiver.VerifyAsync(AddressOf(16));
        foreach (int held in Enumerable.Range(2, 15).Append(0))
        {
            Assert.True(receiver.VerifyAsync(AddressOf(held)).IsCompletedSuccessfully, AddressOf(held));
        }

        Assert.Equal(17, receiver.Host.Requests.Count);
        await receiver.VerifyAsync(AddressOf(1));
        Assert.Equal(18, receiver.Host.Requests.Count);
    }

    [Fact]
    public async Task At_most_two_certificates_are_downloaded_at_once()
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        receiver.Time.Advance(TimeSpan.FromHours(1));
        receiver.Host.Answer = async (_, _) =>
        {
            await Task.Yield();
            return CertificateHost.File(receiver.Signer.Der);
        };

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => receiver.VerifyAsync(AddressOf(i))).Append(receiver.VerifyAsync()));

        Assert.Equal(32, receiver.Host.Requests.Count);
        Assert.InRange(receiver.Host.MaxRunning, 1, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flood_of_addresses_does_not_displace_a_good_certificate(bool isCertificate)
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        using WebhookSigner forger = new(receiver.Time.GetUtcNow(), "CN=Test Root, O=Contoso");
        receiver.Host.Answer = (_, _) => Task.FromResult(
            isCertificate ? CertificateHost.File(forger.Der) : new HttpResponseMessage(HttpStatusCode.NotFound));

        for (int i = 0; i < 300; i++)
        {
            ReferralWebhookException refusal = await receiver.RefusalAsync(AddressOf(i));
            Assert.Equal(isCertificate ? ReferralWebhookCheck.Issuer : ReferralWebhookCheck.CertificateDownload, refusal.FailedCheck);
        }

        Assert.True(receiver.VerifyAsync().IsCompletedSuccessfully);
        Assert.Equal(301, receiver.Host.Requests.Count);
    }

    [Fact]
    public async Task A_flood_does_not_make_a_known_address_forget_its_failed_download()
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        receiver.Time.Advance(TimeSpan.FromHours(1));
        receiver.Host.Answer = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateDownload);

        for (int i = 0; i < 300; i++)
        {
            await receiver.RefusalAsync(AddressOf(i));
        }

        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateDownload);
        Assert.Equal(2, receiver.Host.Requests.Count(address => address == Good));
    }

    [Fact]
    public void The_memory_of_failures_is_bounded_and_forgets_the_oldest()
    {
        FailureMemory memory = new();
        RememberedFailure failure = new(new ReferralWebhookException("", default, default), default);
        for (int i = 0; i < 2 * FailureMemory.MaxCount; i++)
        {
            memory.Add(AddressOf(i), failure);
            memory.Add("again", failure with { Until = failure.Until.AddTicks(i) });
        }

        Assert.Null(memory.Find(AddressOf(FailureMemory.MaxCount)));
        Assert.NotNull(memory.Find(AddressOf((2 * FailureMemory.MaxCount) - 1)));
        Assert.NotNull(memory.Find("again"));
        Assert.Equal(FailureMemory.MaxCount / 2, Enumerable.Range(0, 1000).Count(i => memory.Find(AddressOf(i)) is not null));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(61)]
    public async Task A_flood_that_hangs_does_not_keep_a_known_address_from_its_renewal(int minutes)
    {
        using WebhookReceiver receiver = new();
        await receiver.VerifyAsync();
        await receiver.Host.ArrivalAsync();
        receiver.Time.Advance(TimeSpan.FromMinutes(minutes));
        receiver.Host.Answer = (address, cancellation) =>
            address == Good ? Task.FromResult(CertificateHost.File(receiver.Signer.Der)) : CertificateHost.Hang(cancellation);
        Task<ReferralWebhookException>[] forged = [.. Enumerable.Range(0, 100).Select(i => receiver.RefusalAsync(AddressOf(i)))];
        await receiver.Host.ArrivalAsync();

        Assert.NotNull(await receiver.VerifyAsync());
        await receiver.Host.ArrivalAsync();
        Assert.Equal(2, receiver.Host.Requests.Count(address => address == Good));

        receiver.Verifier.Dispose();
        Assert.All(await Task.WhenAll(forged), refusal => Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.ResponseStatusCode));
    }

    [Fact]
    public async Task More_unknown_addresses_than_can_wait_are_answered_at_once()
    {
        using WebhookReceiver receiver = new();
        receiver.Host.Answer = (_, cancellation) => CertificateHost.Hang(cancellation);
        Task<ReferralWebhookException>[] waiting = [.. Enumerable.Range(0, 256).Select(i => receiver.RefusalAsync(AddressOf(i)))];

        await receiver.AssertTryAgainAsync(ReferralWebhookCheck.CertificateUnchecked, AddressOf(256));

        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        receiver.Time.Advance(TimeSpan.FromSeconds(20));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Callers_that_leave_make_place_for_others()
    {
        using WebhookReceiver receiver = new();
        TaskCompletionSource<HttpResponseMessage> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Host.Answer = (_, _) => first.Task;
        Task<ReferralWebhookEvent> running = receiver.VerifyAsync(AddressOf(0));
        await receiver.Host.ArrivalAsync();

        for (int i = 1; i < 300; i++)
        {
            using CancellationTokenSource impatience = new();
            Task<ReferralWebhookEvent> waiting = receiver.VerifyAsync(AddressOf(i), impatience.Token);
            Assert.False(waiting.IsCompleted);
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        Task<ReferralWebhookEvent> last = receiver.VerifyAsync(AddressOf(300));
        first.SetResult(CertificateHost.File(receiver.Signer.Der));
        receiver.Host.Answer = (_, _) => Task.FromResult(CertificateHost.File(receiver.Signer.Der));
        await running;
        await last;
        Assert.Equal(2, receiver.Host.Requests.Count);
    }

    private static string AddressOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"https://3psostorageacct.blob.core.windows.net/cert/{number}.cer");
}
