namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Tests that wrong options are refused when a verifier is created, and which hosts may be allowed.</summary>
public sealed class VerifierOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("https://files.example.com")]
    [InlineData("http://files.example.com")]
    [InlineData("http://files.example.com:5001")]
    [InlineData("files.example.com:5001")]
    [InlineData("files.example.com/")]
    [InlineData("files.example.com.")]
    [InlineData("*.example.com")]
    [InlineData("fïles.example.com")]
    [InlineData("user@files.example.com")]
    [InlineData("10.0.0.1")]
    [InlineData("ftp://127.0.0.1:5001")]
    [InlineData("http://127.0.0.1:5001/cert")]
    [InlineData("http://127.0.0.1:5001?a")]
    [InlineData("http://user@127.0.0.1:5001")]
    [InlineData("http://127.1:5001")]
    [InlineData("http://10.0.0.1:5001")]
    [InlineData("http://loopback:5001")]
    [InlineData(null)]
    public void A_host_that_cannot_be_allowed_is_refused(string? host)
    {
        ReferralWebhookVerifierOptions options = new() { CertificateHosts = [host!] };

        ArgumentException refusal = Assert.Throws<ArgumentException>("options", () => ReferralWebhookVerifier.Create(options));

        Assert.Contains("CertificateHosts", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files.example.com")]
    [InlineData("Files.Example.COM")]
    [InlineData("localhost")]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("http://127.0.0.1:5001/")]
    [InlineData("http://[::1]:5001")]
    [InlineData("http://localhost:5001")]
    [InlineData("https://localhost:5001")]
    public void A_host_or_a_loopback_origin_is_allowed(string host)
    {
        using ReferralWebhookVerifier verifier = ReferralWebhookVerifier.Create(new() { CertificateHosts = [host] });

        Assert.NotNull(verifier);
    }

    [Fact]
    public void Each_wrong_option_is_named()
    {
        ReferralWebhookVerifierOptions options = new() { CertificateHosts = [], TrustedRoots = null!, TimeProvider = null! };

        ArgumentException refusal = Assert.Throws<ArgumentException>("options", () => ReferralWebhookVerifier.Create(options));

        Assert.All(
            ["CertificateHosts", "TrustedRoots", "TimeProvider"],
            name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_exact_port_of_a_loopback_origin_is_asked()
    {
        using WebhookReceiver receiver = new(options => options.CertificateHosts = ["http://127.0.0.1:5001"]);

        Assert.NotNull(await receiver.VerifyAsync("http://127.0.0.1:5001/cert/a.cer"));
        string[] others =
        [
            "http://127.0.0.1:50011/cert/a.cer", "http://127.0.0.1/cert/a.cer", "https://127.0.0.1:5001/cert/a.cer",
            WebhookSigner.Address,
        ];
        foreach (string address in others)
        {
            Assert.Equal(ReferralWebhookCheck.CertificateAddress, (await receiver.RefusalAsync(address)).FailedCheck);
        }

        Assert.Single(receiver.Host.Requests);
    }
}
