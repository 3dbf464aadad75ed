using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads a request's body as JSON.</summary>
internal static class JsonBody
{
    private const string Json = "application/json";

    // Microsoft's samples send patches as plain JSON. Accepting the media type of RFC 6902 too is a courtesy (wire contract 1.2).
    private const string JsonPatch = "application/json-patch+json";

    private static readonly JsonDocumentOptions Parsing = new() { AllowDuplicateProperties = false };

    /// <exception cref="ApiException">The media type is another one, or the body is not a JSON object.</exception>
    public static JsonObject ReadObject(EmulatedRequest request) =>
        Read(request, Json) as JsonObject ?? throw ApiException.InvalidRequest("The body must be a JSON object.");

    /// <exception cref="ApiException">The media type is another one, or the body is not a JSON array.</exception>
    public static JsonArray ReadPatch(EmulatedRequest request) =>
        Read(request, Json, JsonPatch) as JsonArray ?? throw ApiException.InvalidRequest("The body must be a JSON array of operations.");

    private static JsonNode? Read(EmulatedRequest request, params IReadOnlyList<string> mediaTypes)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Headers.GetValueOrDefault("Content-Type"), out MediaTypeHeaderValue? contentType)
            || !mediaTypes.Contains(contentType.MediaType, StringComparer.OrdinalIgnoreCase))
        {
            throw new ApiException(415, "invalidRequest", $"The Content-Type header must be {string.Join(" or ", mediaTypes)}.");
        }

        try
        {
            JsonNode? body = JsonNode.Parse(request.Body, null, Parsing);

            // The parser accepts half of a surrogate pair ("\ud800"), which cannot be written again. Writing the body here reveals it
            // before it is stored.
            body?.ToJsonString();
            return body;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw ApiException.InvalidRequest("The body is not valid JSON.");
        }
    }
}
