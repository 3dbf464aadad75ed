using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Signs and reads the tokens of one emulator. All emulators of a process share a key, which takes a tenth of a second to make. Each has a
/// key id of its own, which its tokens contain, so an emulator accepts no other emulator's tokens.
/// </summary>
internal sealed class Jwt
{
    private const int KeyBits = 2048;

    private static readonly Lock Gate = new();
    private static readonly Lazy<RSA> Key = new(() => RSA.Create(KeyBits));

    private readonly string _keyId = Guid.NewGuid().ToString("N");
    private readonly string _header;

    public Jwt() => _header = Encoded(new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = _keyId });

    /// <summary>Gets the public key as a JSON Web Key Set (RFC 7517).</summary>
    public JsonObject Keys
    {
        get
        {
            RSAParameters key;
            lock (Gate)
            {
                key = Key.Value.ExportParameters(includePrivateParameters: false);
            }

            return new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["alg"] = "RS256",
                    ["kid"] = _keyId,
                    ["n"] = Base64Url.EncodeToString(key.Modulus),
                    ["e"] = Base64Url.EncodeToString(key.Exponent),
                }),
            };
        }
    }

    public string Sign(JsonObject claims)
    {
        string content = $"{_header}.{Encoded(claims)}";
        byte[] signature;
        lock (Gate)
        {
            signature = Key.Value.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Returns the claims, or null if the text is not a token of this emulator.</summary>
    public JsonObject? Read(string token)
    {
        int end = token.LastIndexOf('.');
        if (end <= _header.Length || !token.StartsWith(_header, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(end + 1)))
        {
            return null;
        }

        string content = token[..end];
        if (!IsSigned(content, Base64Url.DecodeFromChars(token.AsSpan(end + 1))))
        {
            return null;
        }

        // The token was signed here, so it is well-formed.
        return JsonNode.Parse(Base64Url.DecodeFromChars(content.AsSpan(_header.Length + 1)))!.AsObject();
    }

    private static bool IsSigned(string content, byte[] signature)
    {
        // Letters outside ASCII would be replaced, and none are in a token.
        byte[] bytes = Encoding.ASCII.GetBytes(content);
        lock (Gate)
        {
            return Key.Value.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static string Encoded(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
