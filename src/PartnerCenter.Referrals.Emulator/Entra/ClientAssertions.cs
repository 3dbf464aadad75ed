using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Checks the assertions with which an app authenticates without a secret. They are signed with the app's certificate or by an authority
/// with which the app is federated.
/// </summary>
internal sealed class ClientAssertions(X509Certificate2? certificate, Func<string, bool>? validateFederated, TimeProvider clock)
{
    /// <exception cref="EntraException">The assertion is malformed, outside its validity period or not trusted.</exception>
    /// <param name="assertion">The assertion.</param>
    /// <param name="clientId">The app that the assertion must be issued by.</param>
    /// <param name="tokenEndpoint">Host and path of the endpoint that the assertion must be issued for.</param>
    public void Check(string assertion, string clientId, string tokenEndpoint)
    {
        string[] parts = assertion.Split('.');
        if (parts.Length != 3 || Read(parts[0]) is not { } header || Read(parts[1]) is not { } claims || !Base64Url.IsValid(parts[2]))
        {
            throw EntraException.MalformedAssertion();
        }

        bool isOwn = claims.TextAt("iss") == clientId;
        if (!isOwn && validateFederated is null)
        {
            throw EntraException.AssertionClientMismatch();
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (NumberOf(claims, "exp") is not { } end || end <= now || NumberOf(claims, "nbf") > now)
        {
            throw EntraException.AssertionExpired();
        }

        if (isOwn)
        {
            CheckOwn(parts, header, claims, clientId, tokenEndpoint);
        }
        else if (!validateFederated!(assertion))
        {
            throw EntraException.UntrustedAssertionIssuer();
        }
    }

    private void CheckOwn(string[] parts, JsonObject header, JsonObject claims, string clientId, string tokenEndpoint)
    {
        if (claims.TextAt("sub") != clientId)
        {
            throw EntraException.AssertionClientMismatch();
        }

        // MSAL names https even if a program changes the address to http beneath it, which it may do on this machine.
        if (claims.TextAt("aud") is not { } audience
            || (!audience.Equals($"https://{tokenEndpoint}", StringComparison.OrdinalIgnoreCase)
                && !audience.Equals($"http://{tokenEndpoint}", StringComparison.OrdinalIgnoreCase)))
        {
            throw EntraException.AssertionAudienceMismatch();
        }

        DateTimeOffset now = clock.GetUtcNow();
        if (certificate is null || !Names(header, certificate))
        {
            throw EntraException.InvalidAssertionSignature("The key was not found.");
        }

        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            throw EntraException.InvalidAssertionSignature("The key used is expired.");
        }

        byte[] content = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (PaddingOf(header) is not { } padding
            || certificate.GetRSAPublicKey() is not { } key
            || !key.VerifyData(content, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, padding))
        {
            throw EntraException.InvalidAssertionSignature("The signature is not valid.");
        }
    }

    // The header names the certificate by either of its thumbprints.
    private static bool Names(JsonObject header, X509Certificate2 certificate) =>
        header.TextAt("x5t#S256") == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))
        || header.TextAt("x5t") == Base64Url.EncodeToString(certificate.GetCertHash());

    private static RSASignaturePadding? PaddingOf(JsonObject header) => header.TextAt("alg") switch
    {
        "RS256" => RSASignaturePadding.Pkcs1,
        "PS256" => RSASignaturePadding.Pss,
        _ => null,
    };

    // MSAL writes these times as strings, while RFC 7519 specifies numbers. Entra accepts both.
    private static long? NumberOf(JsonObject claims, string name) =>
        long.TryParse(claims[name]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static JsonObject? Read(string part)
    {
        try
        {
            return Base64Url.IsValid(part) ? StrictJson.Parse(Base64Url.DecodeFromChars(part)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
