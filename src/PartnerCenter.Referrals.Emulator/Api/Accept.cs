using System.Net.Http.Headers;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Checks the <c>Accept</c> header. The API answers with JSON only (wire contract 1.2). That it refuses a request that accepts no JSON,
/// with the status that HTTP has for it, is inferred.
/// </summary>
internal static class Accept
{
    private const string Json = "application/json";

    // From the most specific to the least, as HTTP weighs them (RFC 9110, 12.5.1).
    private static readonly string[] Ranges = [Json, "application/*", "*/*"];

    /// <exception cref="ApiException">The client accepts no JSON.</exception>
    public static void RequireJson(EmulatedRequest request)
    {
        if (!request.Headers.TryGetValue("Accept", out string? header) || string.IsNullOrWhiteSpace(header))
        {
            return;
        }

        MediaTypeWithQualityHeaderValue[] accepted =
        [
            .. header.Split(',').Select(value => MediaTypeWithQualityHeaderValue.TryParse(value, out var read) ? read : null).OfType<
                MediaTypeWithQualityHeaderValue>(),
        ];
        MediaTypeWithQualityHeaderValue? best = Ranges
            .Select(range => accepted.FirstOrDefault(one => range.Equals(one.MediaType, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(one => one is not null);
        if (best is null or { Quality: 0 })
        {
            throw new ApiException(406, "invalidRequest", $"The response is {Json}, which the Accept header does not allow.");
        }
    }
}
