using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Sets up a signer, the host of its certificate, a clock, and a verifier that trusts the signer's root.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    public const string ReferralId = "7f0ac7a2-7f0a-4a6c-9a0f-3d8f5b4b1c11";

    public WebhookReceiver(Action<ReferralWebhookVerifierOptions>? configure = null, Func<DateTimeOffset, WebhookSigner>? signer = null)
    {
        Signer = signer is null ? new WebhookSigner(Time.GetUtcNow()) : signer(Time.GetUtcNow());
        Host = new CertificateHost(Signer.Der);
        ReferralWebhookVerifierOptions options = new() { CheckRevocation = false, TrustedRoots = [Signer.Root], TimeProvider = Time };
        configure?.Invoke(options);
        Verifier = ReferralWebhookVerifier.Create(options, Host);
    }

    public static byte[] Body { get; } = Event("referral-updated");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public WebhookSigner Signer { get; }

    public CertificateHost Host { get; }

    public ReferralWebhookVerifier Verifier { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static byte[] Event(string name) => Json(
        $"{{'EventName':'{name}','ResourceUri':'https://api.partnercenter.microsoft.com/engagements/v1/referrals/{ReferralId}',"
            + "'ResourceName':'referral','AuditUri':null,'ResourceChangeUtcDate':'2030-01-01T00:00:00.1234567+00:00'}");

    /// <summary>Returns a JSON text that is written with single quotes.</summary>
    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));

    public Task<ReferralWebhookEvent> VerifyAsync(string address = WebhookSigner.Address, CancellationToken? cancellation = null) =>
        Verifier.VerifyAsync(Body, Signer.Headers(Body, address), cancellation ?? Cancellation);

    public async Task<ReferralWebhookException> RefusalAsync(string address = WebhookSigner.Address) =>
        await Assert.ThrowsAsync<ReferralWebhookException>(() => VerifyAsync(address));

    public async Task AssertTryAgainAsync(ReferralWebhookCheck check, string address = WebhookSigner.Address)
    {
        ReferralWebhookException refusal = await RefusalAsync(address);
        Assert.Equal(
            (check, HttpStatusCode.ServiceUnavailable, true),
            (refusal.FailedCheck, refusal.ResponseStatusCode, refusal.IsTransient));
    }

    public void Dispose()
    {
        Verifier.Dispose();
        Host.Dispose();
        Signer.Dispose();
    }
}
