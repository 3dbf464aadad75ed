using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the authorization codes that the emulated Entra has issued.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    // Entra's documentation says that codes expire after about ten minutes.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    public string Issue(AuthorizationRequest request)
    {
        string code = $"1.{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        lock (_gate)
        {
            _grants.Add(code, new Grant(request, clock.GetUtcNow() + Lifetime));
        }

        return code;
    }

    /// <summary>Redeems a code, once, for the program that requested it.</summary>
    /// <exception cref="EntraException">
    /// The code is unknown, has already been redeemed or has expired, or another program requested it.
    /// </exception>
    public AuthorizationRequest Redeem(string code, string redirectUri, string verifier)
    {
        lock (_gate)
        {
            if (!_grants.TryGetValue(code, out Grant? grant))
            {
                throw EntraException.MalformedGrant();
            }

            if (grant.IsRedeemed)
            {
                throw EntraException.RedeemedCode();
            }

            if (grant.End <= clock.GetUtcNow())
            {
                throw EntraException.ExpiredCode();
            }

            if (redirectUri != grant.Request.RedirectUri)
            {
                throw EntraException.ReplyAddressMismatch();
            }

            if (grant.Request.Challenge.Length > 0 && grant.Request.Challenge != ChallengeOf(verifier))
            {
                throw EntraException.CodeVerifierMismatch();
            }

            grant.IsRedeemed = true;
            return grant.Request;
        }
    }

    // The S256 method of RFC 7636.
    private static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private sealed record Grant(AuthorizationRequest Request, DateTimeOffset End)
    {
        public bool IsRedeemed { get; set; }
    }
}
