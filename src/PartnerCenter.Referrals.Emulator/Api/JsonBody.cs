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

    /// <exception cref="ApiException">The media type or charset is another one, or the body is not a JSON object.</exception>
    public static JsonObject ReadObject(EmulatedRequest request) =>
        Read(request, Json) as JsonObject ?? throw ApiException.InvalidRequest("The body must be a JSON object.");

    /// <exception cref="ApiException">The media type or charset is another one, or the body is not a JSON array.</exception>
    public static JsonArray ReadPatch(EmulatedRequest request) =>
        Read(request, Json, JsonPatch) as JsonArray ?? throw ApiException.InvalidRequest("The body must be a JSON array of operations.");

    private static JsonNode? Read(EmulatedRequest request, params IReadOnlyList<string> mediaTypes)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Headers.GetValueOrDefault("Content-Type"), out MediaTypeHeaderValue? contentType)
            || !mediaTypes.Contains(contentType.MediaType, StringComparer.OrdinalIgnoreCase))
        {
            throw new ApiException(415, "invalidRequest", $"The Content-Type header must be {string.Join(" or ", mediaTypes)}.");
        }

        if (!contentType.Parameters.All(IsUtf8UnlessOther))
        {
            throw new ApiException(415, "invalidRequest", "The charset of the Content-Type header must be utf-8.");
        }

        try
        {
            return StrictJson.Parse(request.Body);
        }
        catch (JsonException)
        {
            throw ApiException.InvalidRequest("The body is not valid JSON in UTF-8.");
        }
    }

    // The service's samples and its connector send UTF-8. That another charset is refused, and with this status, is inferred.
    private static bool IsUtf8UnlessOther(NameValueHeaderValue parameter) =>
        !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
        || "utf-8".Equals(parameter.Value?.Trim('"'), StringComparison.OrdinalIgnoreCase);
}
