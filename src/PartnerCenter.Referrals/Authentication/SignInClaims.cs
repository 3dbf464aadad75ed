using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads from a token who signed in. The token came from Entra's token endpoint directly.</summary>
internal sealed class SignInClaims
{
    private SignInClaims(JsonElement payload)
    {
        UserName = Shown(payload.Text("preferred_username"));
        DisplayName = Shown(payload.Text("name"));
        TenantId = Shown(payload.Text("tid"));
        UsedMultiFactor = payload.TryGetProperty("amr", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array
            ? methods.EnumerateArray().Any(method => method.ValueKind == JsonValueKind.String && method.ValueEquals("mfa"))
            : null;
        // Entra documents iat as the time of the authentication. auth_time is an optional claim.
        SignedInAt = payload.Time("auth_time") ?? payload.Time("iat");
    }

    public string? UserName { get; }

    public string? DisplayName { get; }

    public string? TenantId { get; }

    public bool? UsedMultiFactor { get; }

    public DateTimeOffset? SignedInAt { get; }

    /// <summary>Returns the claims of a token; null if it is no readable JWT.</summary>
    public static SignInClaims? Of(string? token) => JwtPayload.Read(token, payload => new SignInClaims(payload));

    // A text that could end or color a line of a console is not shown.
    private static string? Shown(string? text) => text is { Length: > 0 } && !text.Any(char.IsControl) ? text : null;
}
