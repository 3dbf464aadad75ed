using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents what an application registration proves its identity with: a secret, a certificate or a signed assertion. A public client
/// application has none of them.
/// </summary>
/// <remarks>Instances are immutable and thread-safe. <see cref="ToString"/> shows no secret.</remarks>
public sealed class ReferralsClientAuthentication
{
    private readonly string _kind;
    private readonly Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> _addTo;

    private ReferralsClientAuthentication(
        string kind, Func<ConfidentialClientApplicationBuilder, ConfidentialClientApplicationBuilder> addTo)
    {
        _kind = kind;
        _addTo = addTo;
    }

    /// <summary>Authenticates with a client secret.</summary>
    /// <param name="clientSecret">The application's secret (its value, not its id).</param>
    /// <exception cref="ArgumentException"><paramref name="clientSecret"/> is null, empty or white space.</exception>
    public static ReferralsClientAuthentication FromSecret(string clientSecret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientSecret);
        return new ReferralsClientAuthentication("secret", builder => builder.WithClientSecret(clientSecret));
    }

    /// <summary>Authenticates with a certificate, whose key signs each token request.</summary>
    /// <param name="certificate">A certificate with its private RSA key, registered with the application. It is not disposed.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="certificate"/> is null or has no private RSA key.
    /// </exception>
    public static ReferralsClientAuthentication FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using RSA? key = certificate.GetRSAPrivateKey();
        return key is null
            ? throw new ArgumentException(
                "The certificate has no private RSA key, so it cannot sign. Pass a certificate with its private key.",
                nameof(certificate))
            : new ReferralsClientAuthentication("certificate", builder => builder.WithCertificate(certificate));
    }

    /// <summary>Authenticates with a signed assertion, such as that of a federated workload.</summary>
    /// <param name="clientAssertion">A function that returns the current assertion. It runs for each token request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="clientAssertion"/> is null.</exception>
    public static ReferralsClientAuthentication FromAssertion(Func<CancellationToken, ValueTask<string>> clientAssertion)
    {
        ArgumentNullException.ThrowIfNull(clientAssertion);
        return new ReferralsClientAuthentication("assertion", builder => builder.WithClientAssertion(
            request => CredentialCallback.TextAsync("The client assertion", clientAssertion, request.CancellationToken)));
    }

    /// <summary>Returns the kind of the proof, without the proof.</summary>
    public override string ToString() => $"{nameof(ReferralsClientAuthentication)} {_kind}";

    /// <summary>Adds the proof to MSAL's builder.</summary>
    internal ConfidentialClientApplicationBuilder AddTo(ConfidentialClientApplicationBuilder builder) => _addTo(builder);
}
