using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Lists forged and broken requests, each with the status and the check that refuses it.</summary>
internal static class ForgedRequests
{
    private const string Host = "https://3psostorageacct.blob.core.windows.net";
    private const int MiB = 1024 * 1024;

    public static IReadOnlyList<(string Name, int Status, ReferralWebhookCheck Check, Action<ForgedRequest> Forge)> All { get; } =
    [
        ("no header at all", 401, ReferralWebhookCheck.SignatureMissing, one => one.Headers.Clear()),
        ("no signature", 401, ReferralWebhookCheck.SignatureMissing, one => one.Headers.Remove("Authorization")),
        ("empty signature", 401, ReferralWebhookCheck.SignatureMissing, one => one.Signature = ""),
        ("empty x-ms-signature", 401, ReferralWebhookCheck.SignatureMissing, one => Move(one, "")),
        ("Authorization with Bearer", 401, ReferralWebhookCheck.SignatureScheme, one => one.Headers["Authorization"] = ["Bearer abcd"]),
        ("Authorization without a scheme", 401, ReferralWebhookCheck.SignatureScheme, one =>
            one.Headers["Authorization"] = [one.Signature]),
        ("longer scheme", 401, ReferralWebhookCheck.SignatureScheme, one => one.Headers["Authorization"] = ["SignatureX " + one.Signature]),
        ("x-ms-signature with Bearer", 401, ReferralWebhookCheck.SignatureScheme, one => Move(one, "Bearer " + one.Signature)),
        ("Authorization twice", 401, ReferralWebhookCheck.SignatureRepeated, one =>
            one.Headers["Authorization"] = [.. one.Headers["Authorization"], .. one.Headers["Authorization"]]),
        ("Authorization with Signature and Bearer", 401, ReferralWebhookCheck.SignatureRepeated, one =>
            one.Headers["Authorization"] = [.. one.Headers["Authorization"], "Bearer abcd"]),
        ("both signature headers", 401, ReferralWebhookCheck.SignatureRepeated, one => one.Headers["x-ms-signature"] = [one.Signature]),
        ("x-ms-signature twice", 401, ReferralWebhookCheck.SignatureRepeated, one => Move(one, one.Signature, one.Signature)),
        ("x-ms-signature in two capitalizations", 401, ReferralWebhookCheck.SignatureRepeated, one =>
        {
            one.Headers["X-MS-SIGNATURE"] = [one.Signature];
            Move(one, one.Signature);
        }),

        ("signature that is not Base64", 401, ReferralWebhookCheck.Signature, one => one.Signature = "!" + one.Signature[1..]),
        ("signature with a blank", 401, ReferralWebhookCheck.Signature, one => one.Signature = one.Signature.Insert(100, " ")),
        ("signature with a line break", 401, ReferralWebhookCheck.Signature, one => one.Signature = one.Signature.Insert(76, "\r\n")),
        ("signature without padding", 401, ReferralWebhookCheck.Signature, one => one.Signature = one.Signature.TrimEnd('=')),
        ("signature with unused bits set", 401, ReferralWebhookCheck.Signature, one => one.Signature = WithUnusedBits(one.Signature)),
        ("signature in the alphabet of URLs", 401, ReferralWebhookCheck.Signature, one =>
            one.Signature = string.Concat(Enumerable.Repeat("-_", 171)) + "=="),
        ("two signatures joined by a comma", 401, ReferralWebhookCheck.Signature, one =>
            one.Signature = one.Signature + "," + one.Signature),
        ("signature of 1 MB", 401, ReferralWebhookCheck.Signature, one => one.Signature = new string('A', MiB)),
        ("signature that is cut off", 401, ReferralWebhookCheck.Signature, one => one.SignatureBytes = one.Signer.Sign(one.Body)[..^1]),
        ("signature that is extended", 401, ReferralWebhookCheck.Signature, one => one.SignatureBytes = [.. one.Signer.Sign(one.Body), 0]),
        ("signature of zeros", 401, ReferralWebhookCheck.Signature, one => one.SignatureBytes = new byte[256]),
        ("signature of one byte", 401, ReferralWebhookCheck.Signature, one => one.SignatureBytes = [1]),
        ("signature with PSS padding", 401, ReferralWebhookCheck.Signature, one =>
            one.SignatureBytes = one.Signer.Sign(one.Body, padding: RSASignaturePadding.Pss)),
        ("signature over SHA-1", 401, ReferralWebhookCheck.Signature, one =>
            one.SignatureBytes = one.Signer.Sign(one.Body, HashAlgorithmName.SHA1)),
        ("signature over SHA-512", 401, ReferralWebhookCheck.Signature, one =>
            one.SignatureBytes = one.Signer.Sign(one.Body, HashAlgorithmName.SHA512)),
        ("signature of another body", 401, ReferralWebhookCheck.Signature, one =>
            one.SignatureBytes = one.Signer.Sign(WebhookReceiver.Event("referral-created"))),
        ("signature by another key", 401, ReferralWebhookCheck.Signature, one =>
        {
            using WebhookSigner other = new(one.Now, key: WebhookSigner.NewKey());
            one.SignatureBytes = other.Sign(one.Body);
        }),
        ("body with one changed byte", 401, ReferralWebhookCheck.Signature, one => one.Body = Replace(one.Body, "updated", "updatee")),
        ("body with a blank added", 401, ReferralWebhookCheck.Signature, one => one.Body = [.. one.Body, (byte)' ']),
        ("body with a byte order mark added", 401, ReferralWebhookCheck.Signature, one => one.Body = [.. "\uFEFF"u8, .. one.Body]),
        ("body that was serialized again", 401, ReferralWebhookCheck.Signature, one => one.Body = Replace(one.Body, ",", ", ")),
        ("body with another escape of the same text", 401, ReferralWebhookCheck.Signature, one =>
            one.Body = Replace(one.Body, "+00:00", "\\u002B00:00")),
        ("empty body", 401, ReferralWebhookCheck.Signature, one => one.Body = []),
        ("body of more than 64 KB", 413, ReferralWebhookCheck.Body, one => one.SignBody(new byte[(64 * 1024) + 1])),

        ("no algorithm", 400, ReferralWebhookCheck.AlgorithmHeader, one => one.Headers.Remove("X-MS-Signature-Algorithm")),
        ("algorithm twice", 400, ReferralWebhookCheck.AlgorithmHeader, one =>
            one.Headers["X-MS-Signature-Algorithm"] = ["rsa-sha256", "rsa-sha256"]),
        ("two algorithms joined by a comma", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = "rsa-sha256, rsa-sha256"),
        ("rsa-md5", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = "rsa-md5"),
        ("rsa-sha1", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = "rsa-sha1"),
        ("none", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = "none"),
        ("hmac-sha256", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = "hmac-sha256"),
        ("empty algorithm", 401, ReferralWebhookCheck.Algorithm, one => one.Algorithm = ""),

        ("no certificate address", 400, ReferralWebhookCheck.CertificateAddressHeader, one => one.Headers.Remove("X-MS-Certificate-Url")),
        ("certificate address twice", 400, ReferralWebhookCheck.CertificateAddressHeader, one =>
            one.Headers["X-MS-Certificate-Url"] = [WebhookSigner.Address, WebhookSigner.Address]),
        .. new[]
        {
            "", "x.cer", "/cert/x.cer", "//3psostorageacct.blob.core.windows.net/cert/x.cer", "file:///cert/x.cer",
            "http://3psostorageacct.blob.core.windows.net/cert/x.cer",
            "https://3psostorageacct.blob.core.windows.net@evil.example/cert/x.cer",
            "https://evil.example/cert/x.cer",
            "https://evil.example/https://3psostorageacct.blob.core.windows.net/cert/x.cer",
            "https://3psostorageacct.blob.core.windows.net.evil.example/cert/x.cer",
            "https://evil.3psostorageacct.blob.core.windows.net/cert/x.cer",
            "https://3psostorageacct.blob.core.windows.net./cert/x.cer",
            "https://3psostorageacct.blob.core.windоws.net/cert/x.cer", // A Cyrillic letter.
            "https://３psostorageacct.blob.core.windows.net/cert/x.cer", // A full-width digit.
            "https://3psostorageacct.blob.core.windows。net/cert/x.cer", // A full stop that IDN reads as a dot.
            "https://user@3psostorageacct.blob.core.windows.net/cert/x.cer",
            Host + ":8443/cert/x.cer", Host + ":443/cert/x.cer", Host + "\\@evil.example/cert/x.cer", Host + "\\cert\\x.cer",
            Host + "/cert/x.cer?a=b", Host + "/cert/x.cer#a", Host + "/x?/cert/x.cer", Host + "/cert/../x.cer", Host + "/cert/./x.cer",
            Host + "/cert//x.cer", Host + "/cert/a/x.cer", Host + "/cert/a\\x.cer", Host + "/cert/a%2fx.cer", Host + "/cert/a%5Cx.cer",
            Host + "/cert/%2e%2e.cer", Host + "/cert/a%252fx.cer", Host + "/cert/a%3fx.cer", Host + "/cert/a%00.cer",
            Host + "/cert/a%4.cer", Host + "/cert/%61.cer", Host + "/certs/x.cer", Host + "/CERT/x.cer",
            Host + "/%63ert/x.cer", Host + "/cert/.cer",
            Host + "/cert/x.crt", Host + "/cert/x.cer/", Host + "/cert/x.cer;a.cer", Host + "/cert/a b.cer", Host + "/cert/a\r\nb.cer",
            Host + "/cert/ä.cer", Host + "/cert/" + new string('a', 2000) + ".cer", Host + "/cert/x.cer, " + Host + "/cert/x.cer",
        }.Select(Misplaced),

        .. new[] { 201, 204, 400, 403, 404, 429, 500, 503 }.Select(
            status => ((string, int, ReferralWebhookCheck, Action<ForgedRequest>))(
                $"host of the certificate answers {status}", 503, ReferralWebhookCheck.CertificateDownload,
                one => one.Response = () => new HttpResponseMessage((HttpStatusCode)status)
                {
                    Content = new ByteArrayContent(one.Signer.Der),
                })),
        ("redirect", 503, ReferralWebhookCheck.CertificateDownload, one => one.Redirect()),
        ("network failure", 503, ReferralWebhookCheck.CertificateDownload, one =>
            one.Response = () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "No such host.")),
        ("handler that fails", 503, ReferralWebhookCheck.CertificateDownload, one =>
            one.Response = () => throw new InvalidOperationException()),
        ("certificate of 1 MB", 401, ReferralWebhookCheck.Certificate, one => one.File = new byte[MiB]),
        ("certificate of 1 MB without a length", 401, ReferralWebhookCheck.Certificate, one => one.Response = () => new HttpResponseMessage
        {
            Content = new StreamContent(new ChunkedStream(new byte[MiB])),
        }),
        ("certificate and one byte more", 401, ReferralWebhookCheck.Certificate, one => one.File = [.. one.Signer.Der, 0]),
        ("certificate that is cut off", 401, ReferralWebhookCheck.Certificate, one => one.File = one.Signer.Der[..^1]),
        ("certificate twice", 401, ReferralWebhookCheck.Certificate, one => one.File = [.. one.Signer.Der, .. one.Signer.Der]),
        ("PEM with two certificates", 401, ReferralWebhookCheck.Certificate, one =>
            one.File = Text(one.Signer.Pem + "\n" + one.Signer.Pem)),
        ("PEM with text after it", 401, ReferralWebhookCheck.Certificate, one => one.File = Text(one.Signer.Pem + "\nmore")),
        ("PEM with text before it", 401, ReferralWebhookCheck.Certificate, one => one.File = Text("more\n" + one.Signer.Pem)),
        ("PEM of a key", 401, ReferralWebhookCheck.Certificate, one =>
            one.File = Text(one.Signer.Certificate.PublicKey.GetRSAPublicKey()!.ExportSubjectPublicKeyInfoPem())),
        ("PEM with another label", 401, ReferralWebhookCheck.Certificate, one =>
            one.File = Text(one.Signer.Pem.Replace("CERTIFICATE", "PKCS7", StringComparison.Ordinal))),
        ("PEM with nothing in it", 401, ReferralWebhookCheck.Certificate, one =>
            one.File = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"u8.ToArray()),
        ("collection of certificates", 401, ReferralWebhookCheck.Certificate, one =>
            one.File = new X509Certificate2Collection(one.Signer.Certificate).Export(X509ContentType.Pkcs7)!),
        ("web page", 401, ReferralWebhookCheck.Certificate, one => one.File = Text("<html></html>")),
        ("empty file", 401, ReferralWebhookCheck.Certificate, one => one.File = []),
        ("certificate with a key of 1024 bits", 401, ReferralWebhookCheck.Certificate, one =>
            one.SignBy(new WebhookSigner(one.Now, key: Short()))),
        ("certificate with an elliptic curve", 401, ReferralWebhookCheck.Certificate, OfCurve),

        .. new[]
        {
            "CN=Test Root, O=Contoso, C=US", "CN=Test Root, C=US", "CN=Test Root, O=microsoft corporation, C=US",
            "CN=Test Root, O=Microsoft Corporation Ltd, C=US", "CN=Test Root, O=\"Microsoft Corporation \", C=US",
            "CN=\"O=Microsoft Corporation\", O=Contoso", "CN=Microsoft Corporation", "OU=Microsoft Corporation, CN=Test Root",
            "CN=\"Test Root, O=Microsoft Corporation\"", "O=Microsoft Corporation, O=Contoso",
            "O=Microsoft Corporation, O=Microsoft Corporation", "CN=Test Root + O=Microsoft Corporation",
        }.Select(name => ((string, int, ReferralWebhookCheck, Action<ForgedRequest>))(
            $"issuer {name}", 401, ReferralWebhookCheck.Issuer, one => one.SignBy(new WebhookSigner(one.Now, name)))),

        ("self-made chain named Microsoft Corporation", 401, ReferralWebhookCheck.Chain, one => one.Roots = []),
        ("chain to another root of the same name", 401, ReferralWebhookCheck.Chain, one =>
        {
            using RSA key = RSA.Create(2048);
            one.Roots = [WebhookSigner.NewRoot(new X500DistinguishedName(WebhookSigner.MicrosoftRoot), key, one.Now)];
        }),
        ("self-signed certificate named Microsoft Corporation", 401, ReferralWebhookCheck.Chain, one =>
        {
            using WebhookSigner trusted = new(one.Now, "CN=Other Root, O=Microsoft Corporation");
            one.File = one.Signer.Root.RawData;
            one.Roots = [X509CertificateLoader.LoadCertificate(trusted.Root.RawData)];
        }),
        ("expired certificate", 401, ReferralWebhookCheck.Chain, one =>
            one.SignBy(new WebhookSigner(one.Now, validFor: TimeSpan.FromSeconds(-1)))),
        ("certificate that is not valid yet", 401, ReferralWebhookCheck.Chain, one =>
            one.SignBy(new WebhookSigner(one.Now, validIn: TimeSpan.FromSeconds(1)))),
        ("root of others where Microsoft's is required", 401, ReferralWebhookCheck.Chain, UnderForeignRoot),

        .. new[]
        {
            "", "null", "[]", "\"referral-updated\"", "{", "{}", "not json", """{"EventName":"referral-updated"}""",
        }.Select(Unreadable),
        .. new (string, string)[]
        {
            ("\"referral-updated\"", "5"), ("\"referral-updated\"", "null"), ("\"referral-updated\"", "\"\""),
            ("\"referral\"", "null"), ("\"referral\"", "{}"), ("null", "[]"), ("null", "5"),
            (WebhookReceiver.ReferralId, ""), (WebhookReceiver.ReferralId, "5"), (WebhookReceiver.ReferralId, "../me"),
            (WebhookReceiver.ReferralId, WebhookReceiver.ReferralId + "/notes"), ("7f0ac7a2-", "7f0ac7a2"),
            ("2030-01-01T00:00:00.1234567+00:00", ""), ("2030-01-01T00:00:00.1234567+00:00", "yesterday"),
            ("\"2030-01-01T00:00:00.1234567+00:00\"", "5"), ("}", "} more"), ("referral-updated", "\\ud800"),
        }.Select(change => Unreadable(Encoding.UTF8.GetString(Replace(WebhookReceiver.Body, change.Item1, change.Item2)))),
    ];

    private static (string, int, ReferralWebhookCheck, Action<ForgedRequest>) Misplaced(string address) =>
        ($"certificate at {address}", 401, ReferralWebhookCheck.CertificateAddress, one => one.Address = address);

    private static (string, int, ReferralWebhookCheck, Action<ForgedRequest>) Unreadable(string body) =>
        ($"signed body {body}", 400, ReferralWebhookCheck.Body, one => one.SignBody(Text(body)));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Replace(byte[] body, string text, string by)
    {
        string replaced = Encoding.UTF8.GetString(body).Replace(text, by, StringComparison.Ordinal);
        return replaced.Length > 0 ? Text(replaced) : throw new InvalidOperationException();
    }

    private static void Move(ForgedRequest one, params string[] signatures)
    {
        one.Headers["x-ms-signature"] = signatures;
        one.Headers.Remove("Authorization");
    }

    // 256 bytes leave four bits of the last letter before the padding unused.
    private static string WithUnusedBits(string signature) => signature[..^3] + (char)(signature[^3] + 1) + "==";

    private static RSAParameters Short()
    {
        using RSA key = RSA.Create(1024);
        return key.ExportParameters(includePrivateParameters: true);
    }

    private static void OfCurve(ForgedRequest one)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(new X500DistinguishedName("CN=webhooks.example.com"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                one.Signer.Root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using RSA rootKey = one.Signer.Root.GetRSAPrivateKey()!;
        using X509Certificate2 certificate = request.Create(
            one.Signer.Root.SubjectName,
            X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1),
            one.Now.AddDays(-1), one.Now.AddDays(1), [1, 2, 3]);
        one.File = certificate.RawData;
    }

    private static void UnderForeignRoot(ForgedRequest one)
    {
        CertificateRequest request = new(
            one.Signer.Root.SubjectName, one.Signer.Root.PublicKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using RSA key = RSA.Create(2048);
        using X509Certificate2 root = WebhookSigner.NewRoot(new X500DistinguishedName("CN=Foreign Root, O=Contoso"), key, one.Now);
        one.Roots =
        [
            X509CertificateLoader.LoadCertificate(root.RawData),
            request.Create(root, one.Now.AddDays(-1), one.Now.AddDays(30), [1, 2, 3]),
        ];
        one.RequireMicrosoftRoot = true;
    }
}
