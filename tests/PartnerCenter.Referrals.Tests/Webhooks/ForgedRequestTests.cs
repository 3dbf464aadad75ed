using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests that each forged or broken request is refused by the right check with the right status.</summary>
public sealed class ForgedRequestTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> All =>
    [
        .. ForgedRequests.All.Select(
            (one, index) => new TheoryDataRow<int, string>(index, one.Name.Length > 90 ? one.Name[..90] : one.Name)),
    ];

    [Theory, MemberData(nameof(All))]
    public async Task Is_refused_by_one_check(int index, string name)
    {
        (_, int status, ReferralWebhookCheck check, Action<ForgedRequest> forge) = ForgedRequests.All[index];
        ForgedRequest request = new(Now);
        forge(request);
        using CertificateHost host = new((_, _) => Task.FromResult(request.Response?.Invoke() ?? CertificateHost.File(request.Signer.Der)));
        using ReferralWebhookVerifier verifier = Verifier(request, host);

        ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
            () => verifier.VerifyAsync(request.Body, request.Headers, Cancellation));

        Assert.Equal((check, status), (refusal.FailedCheck, (int)refusal.ResponseStatusCode));
        Assert.Equal(status == 503, refusal.IsTransient);
        Assert.NotEmpty(name);
        Assert.All(host.Requests, requested => Assert.Equal(new Uri(WebhookSigner.Address), requested));
        request.Signer.Dispose();
    }

    [Fact]
    public async Task A_request_that_nobody_changed_is_verified()
    {
        ForgedRequest request = new(Now);
        using CertificateHost host = new(request.Signer.Der);
        using ReferralWebhookVerifier verifier = Verifier(request, host);

        ReferralWebhookEvent verified = await verifier.VerifyAsync(request.Body, request.Headers, Cancellation);

        Assert.Equal(WebhookReceiver.ReferralId, verified.ReferralId);
        request.Signer.Dispose();
    }

    private static ReferralWebhookVerifier Verifier(ForgedRequest request, CertificateHost host) => ReferralWebhookVerifier.Create(
        new ReferralWebhookVerifierOptions
        {
            CheckRevocation = false,
            TrustedRoots = request.Roots,
            RequireMicrosoftRoot = request.RequireMicrosoftRoot,
            TimeProvider = new FakeTimeProvider(Now),
        },
        host);
}
