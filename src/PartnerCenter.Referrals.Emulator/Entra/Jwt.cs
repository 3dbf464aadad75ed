using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Signs and reads the tokens of one emulator. The key belongs to the instance, so an emulator accepts no other emulator's tokens.
/// </summary>
internal sealed class Jwt
{
    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Sign(JsonObject claims)
    {
        string content = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{content}.{Base64Url.EncodeToString(SignatureOf(content))}";
    }

    /// <summary>Returns the claims, or null if the text is not a token signed with this key.</summary>
    public JsonObject? Read(string token)
    {
        int end = token.LastIndexOf('.');
        if (end < 0 || !Base64Url.IsValid(token.AsSpan(end + 1)))
        {
            return null;
        }

        string content = token[..end];
        if (!CryptographicOperations.FixedTimeEquals(SignatureOf(content), Base64Url.DecodeFromChars(token.AsSpan(end + 1))))
        {
            return null;
        }

        // The token was signed here, so it is well-formed.
        string payload = content[(content.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return JsonNode.Parse(Base64Url.DecodeFromChars(payload))!.AsObject();
    }

    private byte[] SignatureOf(string content) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(content));
}
