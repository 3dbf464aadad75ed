using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads from a token who signed in. It does not verify the signature: the token came from Entra's token endpoint directly.
/// </summary>
internal sealed class SignInClaims
{
    private SignInClaims(JsonElement payload)
    {
        UserName = Text(payload, "preferred_username");
        DisplayName = Text(payload, "name");
        TenantId = Text(payload, "tid");
        UsedMultiFactor = payload.TryGetProperty("amr", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array
            ? methods.EnumerateArray().Any(method => method.ValueKind == JsonValueKind.String && method.ValueEquals("mfa"))
            : null;
        // Entra documents iat as the time of the authentication. auth_time is an optional claim.
        SignedInAt = Time(payload, "auth_time") ?? Time(payload, "iat");
    }

    public string? UserName { get; }

    public string? DisplayName { get; }

    public string? TenantId { get; }

    public bool? UsedMultiFactor { get; }

    public DateTimeOffset? SignedInAt { get; }

    /// <summary>Returns the claims of a token, or null if it is no readable JWT.</summary>
    public static SignInClaims? Of(string? token)
    {
        if (token?.Split('.') is not [_, { } encoded, _] || !Base64Url.IsValid(encoded))
        {
            return null;
        }

        try
        {
            using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded));
            return payload.RootElement.ValueKind == JsonValueKind.Object ? new SignInClaims(payload.RootElement) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Entra does not promise a readable access token. Text that is not valid Unicode cannot be read either.
            return null;
        }
    }

    // A text that could end or color a line of a console is not shown.
    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && !text.Any(char.IsControl)
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
