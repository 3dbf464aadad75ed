using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads the claims of an access token that a diagnosis checks.</summary>
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
        IssuedAt = payload.Time("iat");
        ExpiresAt = payload.Time("exp");
    }

    public string? Audience { get; }

    public string? TenantId { get; }

    public bool IsDelegated { get; }

    public bool IsAppOnly { get; }

    /// <summary>Gets the methods with which the user signed in, or null if the token does not contain them.</summary>
    public IReadOnlyList<string>? Methods { get; }

    public DateTimeOffset? IssuedAt { get; }

    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Returns the claims of a token; null if it is no readable JWT.</summary>
    public static TokenClaims? Of(string token) => JwtPayload.Read(token, payload => new TokenClaims(payload));

    private static string? Word(JsonElement payload, string name) => ForeignWord.Of(payload.Text(name));
}
