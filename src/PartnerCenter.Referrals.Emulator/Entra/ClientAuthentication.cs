using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Authenticates the app that requests a token, by secret, by certificate or by another authority's assertion.</summary>
internal sealed class ClientAuthentication(EntraDirectory directory, ClientAssertions assertions)
{
    private const string JwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <exception cref="EntraException">The app is unknown or does not authenticate.</exception>
    public void Check(string tenant, string grantType, EntraForm form, EmulatedRequest request)
    {
        (string id, string secret) = BasicCredentials(request) ?? (form.GetOrEmpty("client_id"), form.GetOrEmpty("client_secret"));
        if (id.Length == 0)
        {
            throw EntraException.MissingParameter("client_id");
        }

        directory.CheckClient(id, tenant);
        if (form.GetOrEmpty("client_assertion") is { Length: > 0 } assertion)
        {
            if (form.GetRequired("client_assertion_type") != JwtBearer)
            {
                throw EntraException.MalformedAssertion();
            }

            assertions.Check(assertion, id, $"{request.Host}{request.Path}");
        }
        else if (secret.Length == 0)
        {
            if (!directory.IsPublicClient || !GrantTypes.AreForUserSignIn(grantType))
            {
                throw EntraException.MissingSecret();
            }
        }
        else if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(directory.ClientSecret)))
        {
            throw EntraException.InvalidSecret(id);
        }
    }

    private static (string Id, string Secret)? BasicCredentials(EmulatedRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? text)
            || !AuthenticationHeaderValue.TryParse(text, out AuthenticationHeaderValue? header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            || !Base64.IsValid(header.Parameter))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
