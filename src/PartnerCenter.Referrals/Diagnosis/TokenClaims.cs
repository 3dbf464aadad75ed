using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the claims of an access token that a diagnosis checks. It does not verify the signature, which only the service must do.
/// </summary>
internal sealed class TokenClaims
{
    private TokenClaims(JsonElement payload)
    {
        Audience = Word(payload, "aud");
        TenantId = Word(payload, "tid");
        IsDelegated = payload.TryGetProperty("scp", out _);
        IsAppOnly = !IsDelegated && (payload.TryGetProperty("roles", out _) || Word(payload, "idtyp") == "app"
            // The token of an application without roles is recognizable only by its subject, which is the application itself.
            || (Word(payload, "oid") is { } subject && subject == Word(payload, "sub")));
        Methods = payload.TryGetProperty("amr", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array
            ? [.. methods.EnumerateArray().Where(method => method.ValueKind == JsonValueKind.String).Select(method => method.GetString()!)]
            : null;
        IssuedAt = Time(payload, "iat");
        ExpiresAt = Time(payload, "exp");
    }

    public string? Audience { get; }

    public string? TenantId { get; }

    public bool IsDelegated { get; }

    public bool IsAppOnly { get; }

    /// <summary>Gets the methods with which the user signed in, or null if the token does not contain them.</summary>
    public IReadOnlyList<string>? Methods { get; }

    public DateTimeOffset? IssuedAt { get; }

    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Returns the claims of a token, or null if it is not a readable JWT.</summary>
    public static TokenClaims? Of(string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        try
        {
            using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return payload.RootElement.ValueKind == JsonValueKind.Object ? new TokenClaims(payload.RootElement) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Entra does not guarantee that a client can read an access token. Only the service can check one that is unreadable, or that
            // contains text that is not valid Unicode.
            return null;
        }
    }

    private static string? Word(JsonElement payload, string name) => ForeignWord.Of(
        payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long seconds)
            && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
