using System.Security.Cryptography.X509Certificates;
using System.Text;
using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests signatures and certificates (wire contract 9.4) as a receiver checks them.</summary>
public sealed class WebhookSignatureTests
{
    [Fact]
    public async Task A_signature_verifies_and_its_chain_is_valid_with_revocation_checked_online()
    {
        await using WebhookSetup setup = await StartAsync();

        setup.Add("one");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());
        using X509Certificate2 certificate = await received.FetchCertificateAsync(setup.Client.Emulator);

        Assert.StartsWith(
            "https://3psostorageacct.blob.core.windows.net/cert/", received.CertificateAddress.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith(".cer", received.CertificateAddress.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(received.CertificateAddress, setup.Webhooks.CertificateAddress);
        Assert.True(received.IsSignedBy(certificate));
        Assert.Equal(
            X509ChainStatusFlags.NoError, ReceivedEvent.FaultsOf(certificate, setup.Webhooks.RootCertificate));
        Assert.Contains(
            setup.Client.Emulator.Requests,
            request => request.Kind == RecordedRequestKind.Certificates && request.Path.EndsWith(".crl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_root_issues_the_certificate_directly_and_names_Microsoft_Corporation()
    {
        await using WebhookSetup setup = await StartAsync();

        setup.Add("one");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());
        using X509Certificate2 certificate = await received.FetchCertificateAsync(setup.Client.Emulator);

        Assert.Equal(setup.Webhooks.RootCertificate.Subject, certificate.Issuer);
        Assert.Contains("O=Microsoft Corporation", certificate.Issuer.Split(", "));
        Assert.False(setup.Webhooks.RootCertificate.HasPrivateKey);
        Assert.InRange(certificate.NotAfter.Year, 2198, 2199);
    }

    [Fact]
    public async Task Another_emulators_root_does_not_validate_the_certificate()
    {
        await using WebhookSetup setup = await StartAsync();
        await using RawClient other = await RawClient.StartAsync();

        setup.Add("one");
        using X509Certificate2 certificate = await (await setup.ReceivedAsync())[0].FetchCertificateAsync(setup.Client.Emulator);

        X509ChainStatusFlags faults = ReceivedEvent.FaultsOf(certificate, other.Emulator.Webhooks.RootCertificate);
        Assert.True(faults.HasFlag(X509ChainStatusFlags.PartialChain) || faults.HasFlag(X509ChainStatusFlags.UntrustedRoot), $"{faults}");
    }

    [Fact]
    public async Task A_renewed_certificate_has_another_address_and_the_earlier_one_is_still_served()
    {
        await using WebhookSetup setup = await StartAsync();

        setup.Add("one");
        await setup.ReceivedAsync();
        setup.Webhooks.RenewCertificate();
        setup.Add("two");
        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();
        using X509Certificate2 earlier = await received[0].FetchCertificateAsync(setup.Client.Emulator);
        using X509Certificate2 renewed = await received[1].FetchCertificateAsync(setup.Client.Emulator);

        Assert.NotEqual(received[0].CertificateAddress, received[1].CertificateAddress);
        Assert.NotEqual(earlier.Thumbprint, renewed.Thumbprint);
        Assert.Equal((true, true), (received[0].IsSignedBy(earlier), received[1].IsSignedBy(renewed)));
        Assert.Equal(X509ChainStatusFlags.NoError, ReceivedEvent.FaultsOf(renewed, setup.Webhooks.RootCertificate));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"true\"")]
    public async Task The_signature_is_in_x_ms_signature_if_the_registration_says_so(string flag)
    {
        await using WebhookSetup setup = await StartAsync();
        RawResponse replaced = await CallAsync(setup.Client, HttpMethod.Put, body: $$"""
            { "WebhookUrl": "{{setup.Receiver.Url}}", "WebhookEvents": [ "referral-created" ],
              "SignatureTokenToMsSignatureHeader": {{flag}} }
            """);
        Assert.Equal(200, replaced.Status);

        setup.Add("one");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());

        Assert.False(received.Headers.ContainsKey("Authorization"));
        using X509Certificate2 certificate = await received.FetchCertificateAsync(setup.Client.Emulator);
        Assert.True(received.IsSignedBy(certificate, "x-ms-signature"));
    }

    [Fact]
    public async Task The_certificate_can_be_fetched_as_PEM_over_loopback_http()
    {
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions
        {
            Webhooks = new EmulatedWebhookOptions { LoopbackCertificateAddress = true, PemCertificates = true },
        });

        setup.Add("one");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());
        using var http = new HttpClient();
        string pem = await http.GetStringAsync(received.CertificateAddress, TestContext.Current.CancellationToken);

        Assert.Equal(setup.Client.Emulator.Endpoint.Authority, received.CertificateAddress.Authority);
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        Assert.True(received.IsSignedBy(certificate));
    }

    [Theory]
    [InlineData("GET", "/cert/other.cer", 404)]
    [InlineData("GET", "/crl/other.crl", 404)]
    [InlineData("POST", "/cert/other.cer", 405)]
    public async Task Only_certificates_that_exist_are_served(string method, string path, int status)
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Equal(status, (await client.SendAsync(new HttpMethod(method), path)).Status);
    }

    [Fact]
    public async Task A_tampered_body_does_not_verify_and_the_next_try_does()
    {
        await using WebhookSetup setup = await StartWithFaultAsync(WebhookFault.TamperedBody);

        setup.Add("11111111-2222-3333-4444-555555555555");
        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();
        using X509Certificate2 certificate = await received[0].FetchCertificateAsync(setup.Client.Emulator);

        Assert.Equal(["11111111-2222-3333-4444-555555555550", "11111111-2222-3333-4444-555555555555"], received.Select(one => one.Id));
        Assert.Equal([false, true], received.Select(one => one.IsSignedBy(certificate)));
        IReadOnlyList<WebhookAttempt> attempts = Assert.Single(setup.Webhooks.Deliveries).Attempts;
        Assert.Equal([WebhookFault.TamperedBody, null], attempts.Select(attempt => attempt.Fault));
        Assert.Equal([401, 200], attempts.Select(attempt => attempt.StatusCode));
        Assert.Equal(received.Select(one => one.Text), attempts.Select(attempt => Encoding.UTF8.GetString(attempt.Body.Span)));
        Assert.Equal(received[1].Headers["Authorization"], attempts[1].Headers["authorization"]);
    }

    [Fact]
    public async Task A_signature_of_another_key_does_not_verify()
    {
        await using WebhookSetup setup = await StartWithFaultAsync(WebhookFault.WrongKey);

        setup.Add("one");
        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();
        using X509Certificate2 certificate = await received[0].FetchCertificateAsync(setup.Client.Emulator);

        Assert.Equal([false, true], received.Select(one => one.IsSignedBy(certificate)));
        Assert.Equal(received[0].Text, received[1].Text);
    }

    [Theory]
    [InlineData(WebhookFault.ExpiredCertificate, X509ChainStatusFlags.NotTimeValid)]
    [InlineData(WebhookFault.UntrustedRoot, X509ChainStatusFlags.PartialChain)]
    public async Task A_wrong_certificate_signs_correctly_and_has_only_its_own_fault(WebhookFault fault, X509ChainStatusFlags expected)
    {
        await using WebhookSetup setup = await StartWithFaultAsync(fault);

        setup.Add("one");
        ReceivedEvent received = (await setup.ReceivedAsync())[0];
        using X509Certificate2 certificate = await received.FetchCertificateAsync(setup.Client.Emulator);

        Assert.True(received.IsSignedBy(certificate));
        Assert.Contains("O=Microsoft Corporation", certificate.Issuer.Split(", "));
        X509ChainStatusFlags faults = ReceivedEvent.FaultsOf(certificate, setup.Webhooks.RootCertificate);
        Assert.Equal(expected, faults & ~(X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation));
    }

    [Fact]
    public async Task A_wrong_host_is_named_for_a_certificate_that_is_right()
    {
        await using WebhookSetup setup = await StartWithFaultAsync(WebhookFault.WrongCertificateHost);

        setup.Add("one");
        IReadOnlyList<ReceivedEvent> received = await setup.ReceivedAsync();

        Assert.Equal(
            ["fabrikam.example.com", "3psostorageacct.blob.core.windows.net"], received.Select(one => one.CertificateAddress.Host));
        Assert.Equal(received[1].CertificateAddress.AbsolutePath, received[0].CertificateAddress.AbsolutePath);
    }

    /// <summary>Starts a receiver that refuses the first event, and plans a fault for it.</summary>
    private static async Task<WebhookSetup> StartWithFaultAsync(WebhookFault fault)
    {
        WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Receiver.Respond = number => Task.FromResult(number == 1 ? 401 : 200);
        setup.Webhooks.PlanFault(fault);
        return setup;
    }
}
