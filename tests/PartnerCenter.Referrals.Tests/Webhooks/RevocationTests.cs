using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests the check of revocation with a list that the test serves. The system downloads it.</summary>
public sealed class RevocationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("not revoked", null, 0)]
    [InlineData("revoked", ReferralWebhookCheck.Chain, 401)]
    [InlineData("no list", ReferralWebhookCheck.Revocation, 503)]
    public async Task A_certificate_is_looked_up_in_the_list_of_its_issuer(string state, ReferralWebhookCheck? check, int status)
    {
        await using RawServer server = new(RawServer.Response("404 Not Found", ""));
        // The system keeps lists by their addresses, and an earlier test may have had the same port.
        string listAddress = $"{server.Address.GetLeftPart(UriPartial.Authority)}/{Guid.NewGuid():N}.crl";
        X509Extension extension = CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([listAddress]);
        using WebhookSigner signer = new(DateTimeOffset.UtcNow, extension: extension);
        CertificateRevocationListBuilder builder = new();
        if (state == "revoked")
        {
            builder.AddEntry(signer.Certificate);
        }

        byte[] list = builder.Build(
            signer.Root, 1, DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1,
            DateTimeOffset.UtcNow.AddDays(-1));
        if (state != "no list")
        {
            server.RespondsWith(RawServer.Response("200 OK\r\nContent-Type: application/pkix-crl", list));
        }

        using CertificateHost host = new(signer.Der);
        using ReferralWebhookVerifier verifier = ReferralWebhookVerifier.Create(new() { TrustedRoots = [signer.Root] }, host);
        Exception? thrown = await Record.ExceptionAsync(
            () => verifier.VerifyAsync(WebhookReceiver.Body, signer.Headers(WebhookReceiver.Body), Cancellation));

        Assert.NotEmpty(server.Requests);
        ReferralWebhookException? refusal = thrown as ReferralWebhookException;
        Assert.Equal((check, (HttpStatusCode)status), (refusal?.FailedCheck, refusal?.ResponseStatusCode ?? 0));
    }
}
