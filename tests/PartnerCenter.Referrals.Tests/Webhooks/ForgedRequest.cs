using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Tests.Webhooks;

/// <summary>Represents a signed request, and the world that it is verified in, for a test to change.</summary>
internal sealed class ForgedRequest
{
    public ForgedRequest(DateTimeOffset now)
    {
        Now = now;
        Signer = new WebhookSigner(now);
        Body = WebhookReceiver.Body;
        Headers = Signer.Headers(Body);
        Roots = [Signer.Root];
    }

    public DateTimeOffset Now { get; }

    public WebhookSigner Signer { get; private set; }

    public byte[] Body { get; set; }

    public Dictionary<string, IEnumerable<string>> Headers { get; private set; }

    public X509Certificate2Collection Roots { get; set; }

    public bool RequireMicrosoftRoot { get; set; }

    /// <summary>Gets or sets the response of the certificate's host; null for the certificate.</summary>
    public Func<HttpResponseMessage>? Response { get; set; }

    public string Signature
    {
        get => Headers["Authorization"].Single()["Signature ".Length..];
        set => Headers["Authorization"] = ["Signature " + value];
    }

    public byte[] SignatureBytes
    {
        set => Signature = Convert.ToBase64String(value);
    }

    public string Address
    {
        set => Headers["X-MS-Certificate-Url"] = [value];
    }

    public string Algorithm
    {
        set => Headers["X-MS-Signature-Algorithm"] = [value];
    }

    public byte[] File
    {
        set => Response = () => CertificateHost.File(value);
    }

    /// <summary>Signs with another signer, whose root is trusted.</summary>
    public void SignBy(WebhookSigner signer)
    {
        Signer.Dispose();
        Signer = signer;
        Headers = signer.Headers(Body);
        Roots = [signer.Root];
    }

    /// <summary>Signs a body correctly.</summary>
    public void SignBody(byte[] body)
    {
        Body = body;
        Headers = Signer.Headers(body);
    }

    public void Redirect() => Response = () => new HttpResponseMessage(HttpStatusCode.Found)
    {
        Headers = { Location = new Uri("https://evil.example/cert/x.cer") },
    };
}
