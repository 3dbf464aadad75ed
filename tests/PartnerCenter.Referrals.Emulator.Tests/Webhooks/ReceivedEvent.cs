using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Holds what a receiver of webhooks got, byte for byte.</summary>
internal sealed record ReceivedEvent(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Name => Json["EventName"]!.GetValue<string>();

    public string Id => Json["ResourceUri"]!.GetValue<string>().Split('/')[^1];

    public Uri CertificateAddress => new(Headers["X-MS-Certificate-Url"]);

    /// <summary>Fetches the certificate that the event names.</summary>
    public async Task<X509Certificate2> FetchCertificateAsync(ReferralsEmulator emulator)
    {
        using var http = new HttpClient(emulator.Webhooks.CreateCertificateHandler());
        return X509CertificateLoader.LoadCertificate(
            await http.GetByteArrayAsync(CertificateAddress, TestContext.Current.CancellationToken));
    }

    /// <summary>Returns whether the signature in a header is that of the body, by the key of a certificate.</summary>
    public bool IsSignedBy(X509Certificate2 certificate, string header = "Authorization")
    {
        Assert.StartsWith("Signature ", Headers[header], StringComparison.Ordinal);
        byte[] signature = Convert.FromBase64String(Headers[header]["Signature ".Length..]);
        Assert.Equal(256, signature.Length);
        using RSA key = certificate.GetRSAPublicKey()!;
        return key.VerifyData(Body, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Returns what is wrong with the chain of a certificate up to the emulator's root, with revocation checked online.</summary>
    public static X509ChainStatusFlags FaultsOf(X509Certificate2 certificate, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.Online;
        chain.ChainPolicy.RevocationFlag = X509RevocationFlag.ExcludeRoot;
        chain.Build(certificate);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
    }
}
