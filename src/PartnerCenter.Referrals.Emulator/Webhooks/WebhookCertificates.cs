using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Creates the certificates with which events are signed, when they are first needed, and serves them and the lists of revoked ones.
/// </summary>
/// <param name="root">Returns the emulator's own address, which is known once it listens.</param>
/// <param name="options">What addresses and certificates look like.</param>
internal sealed class WebhookCertificates(Func<Uri> root, EmulatedWebhookOptions options)
{
    /// <summary>Specifies the start of the paths of certificates (wire contract 9.4).</summary>
    public const string CertificatePath = "/cert/";

    /// <summary>Specifies the start of the paths of the lists of revoked certificates.</summary>
    public const string RevocationPath = "/crl/";

    private const string ServiceHost = "https://3psostorageacct.blob.core.windows.net";
    private const string OtherHost = "https://fabrikam.example.com";
    private const string SignerName = "webhooks.emulator.example.com";

    private static readonly DateTimeOffset LongAgo = new(1991, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, (byte[] Bytes, string MediaType)> _served = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private CertificateAuthority? _authority;
    private string? _valid;
    private string? _expired;
    private string? _untrusted;

    /// <summary>Gets the root that receivers trust.</summary>
    public X509Certificate2 Root
    {
        get
        {
            lock (_gate)
            {
                return Authority.Root;
            }
        }
    }

    private CertificateAuthority Authority => _authority ??= CreateAuthority();

    /// <summary>Returns the address that an event names for its certificate.</summary>
    public Uri AddressOf(WebhookFault? fault = null)
    {
        string path;
        lock (_gate)
        {
            path = fault switch
            {
                WebhookFault.ExpiredCertificate => _expired ??= Serve(Authority, LongAgo),
                WebhookFault.UntrustedRoot => _untrusted ??= Serve(CreateAuthority()),
                _ => _valid ??= Serve(Authority),
            };
        }

        return fault == WebhookFault.WrongCertificateHost
            ? new Uri(OtherHost + path)
            : new Uri(options.LoopbackCertificateAddress ? root() : new Uri(ServiceHost), path);
    }

    /// <summary>Replaces the valid certificate by one with another address. The earlier one is still served.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            _valid = Serve(Authority);
        }
    }

    public EmulatedResponse Handle(EmulatedRequest request)
    {
        if (request.Method is not "GET")
        {
            return ApiException.MethodNotAllowed(request.Method, "GET").ToResponse();
        }

        return _served.TryGetValue(request.Path, out (byte[] Bytes, string MediaType) file)
            ? new EmulatedResponse(200, file.Bytes) { Headers = { ["Content-Type"] = file.MediaType } }
            : ApiException.NotFound("There is no certificate at this address.").ToResponse();
    }

    private CertificateAuthority CreateAuthority()
    {
        string name = RandomNumberGenerator.GetHexString(16, lowercase: true);
        string path = $"{RevocationPath}{name}.crl";
        var authority = new CertificateAuthority($"Referrals Emulator Root {name}", new Uri(root(), path));
        _served[path] = (authority.RevocationList, "application/pkix-crl");
        return authority;
    }

    private string Serve(CertificateAuthority authority, DateTimeOffset? end = null)
    {
        X509Certificate2 certificate = authority.Issue(SigningKey.OfCertificate, SignerName, end);
        string path = $"{CertificatePath}emulator-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.cer";
        _served[path] = options.PemCertificates
            ? (Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()), "application/x-pem-file")
            : (certificate.RawData, "application/pkix-cert");
        return path;
    }
}
