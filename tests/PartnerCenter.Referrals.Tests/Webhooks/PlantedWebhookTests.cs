using System.Text;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Plants text in every part of a webhook request and of the certificate's download, and searches exceptions for it.</summary>
public sealed class PlantedWebhookTests
{
    private const string Planted = "5ecret";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Places => [.. Plants.Keys];

    private static Dictionary<string, Action<ForgedRequest>> Plants { get; } = new()
    {
        ["scheme"] = one => one.Headers["Authorization"] = ["5ecret 5ecret"],
        ["signature"] = one => one.Signature = Planted,
        ["signature of another body"] = one => one.SignatureBytes = one.Signer.Sign([1]),
        ["algorithm"] = one => one.Algorithm = Planted,
        ["address"] = one => one.Address = "https://5ecret.example/cert/5ecret.cer",
        ["name of a file that is missing"] = one =>
        {
            one.Address = "https://3psostorageacct.blob.core.windows.net/cert/5ecret.cer";
            one.Response = () => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { ReasonPhrase = Planted };
        },
        ["failure of the network"] = one => one.Response = () =>
            throw new HttpRequestException(Planted, new InvalidOperationException(Planted)),
        ["failure of a handler"] = one => one.Response = () => throw new InvalidOperationException(Planted),
        ["file"] = one => one.File = Encoding.UTF8.GetBytes(Planted),
        ["file that begins like a certificate"] = one => one.File = [0x30, 7, .. Encoding.UTF8.GetBytes(Planted)],
        ["issuer"] = one => one.SignBy(new WebhookSigner(one.Now, "CN=5ecret, O=5ecret")),
        ["issuer that is not trusted"] = one =>
        {
            one.SignBy(new WebhookSigner(one.Now, "CN=5ecret, O=Microsoft Corporation"));
            one.Roots = [];
        },
        ["body that is no JSON"] = one => one.SignBody(Encoding.UTF8.GetBytes(Planted)),
        ["body with a wrong date"] = one => one.SignBody(
            """{"EventName":"5ecret","ResourceName":"5ecret","ResourceChangeUtcDate":"5ecret"}"""u8.ToArray()),
        ["body with a wrong shape"] = one => one.SignBody("""{"EventName":{"5ecret":"5ecret"}}"""u8.ToArray()),
        ["body with a wrong id"] = one => one.SignBody(
            """{"EventName":"referral-created","ResourceName":"5ecret","ResourceUri":"5ecret","ResourceChangeUtcDate":"2030-01-01"}"""u8
                .ToArray()),
    };

    [Theory, MemberData(nameof(Places))]
    public async Task Nothing_planted_is_found_in_an_exception(string place)
    {
        ForgedRequest request = new(DateTimeOffset.UtcNow);
        request.Headers["X-Planted"] = [Planted];
        Plants[place](request);
        using CertificateHost host = new((_, _) => Task.FromResult(request.Response?.Invoke() ?? CertificateHost.File(request.Signer.Der)));
        using ReferralWebhookVerifier verifier = ReferralWebhookVerifier.Create(
            new() { CheckRevocation = false, TrustedRoots = request.Roots }, host);

        ReferralWebhookException refusal = await Assert.ThrowsAsync<ReferralWebhookException>(
            () => verifier.VerifyAsync(request.Body, request.Headers, Cancellation));

        Assert.DoesNotContain(Planted, refusal.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(refusal.GetServiceMessage());
        request.Signer.Dispose();
    }
}
