using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// The claims of an access token that a diagnosis looks at, read without checking the signature: that is the service's business.
/// </summary>
internal sealed class TokenClaims
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/.-_");

    private TokenClaims(JsonElement payload)
    {
        Audience = Word(payload, "aud");
        TenantId = Word(payload, "tid");
        IsDelegated = payload.TryGetProperty("scp", out _);
        IsAppOnly = !IsDelegated && (payload.TryGetProperty("roles", out _) || Word(payload, "idtyp") == "app"
            // An application without any role says so only by being its own subject.
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

    /// <summary>How the user signed in; null if the token does not say.</summary>
    public IReadOnlyList<string>? Methods { get; }

    public DateTimeOffset? IssuedAt { get; }

    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The claims, or null if the token is no readable JWT.</summary>
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
            // Entra does not promise that an access token can be read; one that cannot, or holds text that is no Unicode, is judged by the
            // service alone.
            return null;
        }
    }

    // Only what looks like an address or an id is repeated in a report.
    private static string? Word(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= 200 } text && !text.AsSpan().ContainsAnyExcept(NameCharacters)
            ? text
            : null;

    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long seconds)
        && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
