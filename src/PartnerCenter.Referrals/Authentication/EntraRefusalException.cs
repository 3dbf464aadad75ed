using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents Entra's refusal of a token request with its codes and ids. It stays inside the package, and passes through MSAL unseen.
/// </summary>
internal sealed class EntraRefusalException : Exception
{
    private EntraRefusalException(HttpStatusCode statusCode, TimeSpan? retryAfter)
    {
        StatusCode = statusCode;
        RetryAfter = retryAfter;
    }

    public HttpStatusCode StatusCode { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>Gets the OAuth error, such as <c>invalid_grant</c>; null if the response has none.</summary>
    public string? OAuthError { get; private init; }

    /// <summary>Gets Entra's code, such as <c>AADSTS700082</c>; null if the response has none.</summary>
    public string? AadstsCode { get; private init; }

    /// <summary>Gets or sets whether the refused request has redeemed an authorization code.</summary>
    public bool IsOfCode { get; set; }

    public string? CorrelationId { get; private init; }

    /// <summary>Gets Entra's own text, which may name the user; null if the response has none.</summary>
    public string? Description { get; private init; }

    /// <summary>Gets whether Entra failed, or throttles requests, and the same request may succeed later.</summary>
    public bool IsTransient => IsTransientStatus((int)StatusCode);

    /// <summary>Gets whether the refresh token is of no use any more, or the user has to sign in for another reason.</summary>
    public bool RequiresSignIn => !IsTransient && OAuthError is "invalid_grant" or "interaction_required";

    public static bool IsTransientStatus(int status) => status is 408 or 429 or >= 500;

    /// <summary>Reads a refusal.</summary>
    /// <param name="statusCode">The status of the response.</param>
    /// <param name="body">The body, which is Entra's JSON or that of whatever answers in its place.</param>
    /// <param name="correlationId">The correlation id of the request, for a response without one.</param>
    /// <param name="retryAfter">The <c>Retry-After</c> of the response; null if it has none.</param>
    public static EntraRefusalException Read(HttpStatusCode statusCode, byte[] body, string? correlationId, TimeSpan? retryAfter)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(ShallowJson.Of(body, isCut: false));
            string? description = Text(document.RootElement, "error_description");
            string? answered = Text(document.RootElement, "correlation_id");
            return new EntraRefusalException(statusCode, retryAfter)
            {
                OAuthError = ForeignWord.Of(Text(document.RootElement, "error")),
                AadstsCode = description is null ? null : EntraErrors.AadstsCode(description),
                CorrelationId = Guid.TryParse(answered, out Guid id) ? $"{id}" : correlationId,
                Description = description,
            };
        }
        catch (JsonException)
        {
            // The body is not JSON, so only the status is known.
            return new EntraRefusalException(statusCode, retryAfter) { CorrelationId = correlationId };
        }
    }

    private static string? Text(JsonElement root, string name)
    {
        try
        {
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid Unicode says nothing, and hides no code beside it.
            return null;
        }
    }
}
