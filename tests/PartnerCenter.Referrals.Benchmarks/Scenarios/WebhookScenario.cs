using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures the verification of a webhook event with a held certificate, compared with that of its signature alone.</summary>
internal static class WebhookScenario
{
    private const string Address = "https://3psostorageacct.blob.core.windows.net/cert/webhooks.example.com.cer";

    public static async Task<bool> RunAsync()
    {
        const string json = "{'EventName':'referral-updated',"
            + "'ResourceUri':'https://api.partnercenter.microsoft.com/engagements/v1/referrals/7f0ac7a2-7f0a-4a6c-9a0f-3d8f5b4b1c11',"
            + "'ResourceName':'referral','AuditUri':null,"
            + "'ResourceChangeUtcDate':'2030-01-01T00:00:00.1234567+00:00'}";
        byte[] body = Encoding.UTF8.GetBytes(json.Replace('\'', '"'));
        using RSA key = RSA.Create(2048);
        using X509Certificate2 root = Root(key);
        byte[] signature = key.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using RSA publicKey = RSA.Create(key.ExportParameters(includePrivateParameters: false));
        using CertificateHandler host = new(root.RawData);
        using ReferralWebhookVerifier verifier = ReferralWebhookVerifier.Create(
            new ReferralWebhookVerifierOptions { TrustedRoots = [root], CheckRevocation = false }, host);
        using HttpRequestMessage message = new();
        message.Headers.TryAddWithoutValidation("Host", "contoso.example.com");
        message.Headers.TryAddWithoutValidation("User-Agent", "Webhooks/1.0");
        message.Headers.TryAddWithoutValidation("Authorization", "Signature " + Convert.ToBase64String(signature));
        message.Headers.TryAddWithoutValidation("X-MS-Certificate-Url", Address);
        message.Headers.TryAddWithoutValidation("X-MS-Signature-Algorithm", "rsa-sha256");
        await verifier.VerifyAsync(body, message.Headers);

        Rounds rounds = Rounds.OfProcessorTime(
        [
            () => publicKey.VerifyData(body, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            () => verifier.VerifyAsync(body, message.Headers).GetAwaiter().GetResult(),
        ]);

        double ratio = rounds.Ratio(1, toWay: 0).Median;
        return Report.Ratio(
            Targets.WebhookEvent, ratio, $"a webhook event {rounds[1].Median * 1e6:N1} µs, relative to its signature alone");
    }

    private static X509Certificate2 Root(RSA key)
    {
        CertificateRequest request = new(
            "CN=Benchmark, O=Microsoft Corporation", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class CertificateHandler(byte[] file) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(file) });
    }
}
