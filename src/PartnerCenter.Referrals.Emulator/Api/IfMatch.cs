using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The <c>If-Match</c> of an update: wire contract 6.</summary>
internal static class IfMatch
{
    private const string Name = "If-Match";

    /// <summary>A PUT must say which version it replaces; what the service answers without it is not known (10 #2).</summary>
    /// <exception cref="ApiException">The header is missing, or another version is stored.</exception>
    public static void Require(EmulatedRequest request, JsonObject stored)
    {
        if (!request.Headers.ContainsKey(Name))
        {
            throw ApiException.PreconditionFailed("The If-Match header is required: send the referral's eTag.");
        }

        CheckIfPresent(request, stored);
    }

    /// <summary>
    /// The tag counts verbatim, with its quotes. <c>*</c> is not documented; it is refused like any other text, so that no program comes to
    /// write over changes it has not seen.
    /// </summary>
    /// <exception cref="ApiException">Another version is stored.</exception>
    public static void CheckIfPresent(EmulatedRequest request, JsonObject stored)
    {
        if (request.Headers.TryGetValue(Name, out string? sent) && sent != stored.TextAt("eTag"))
        {
            throw ApiException.PreconditionFailed(
                "The If-Match header does not fit the referral.", ("resourceModified", "The referral has changed since it was read."));
        }
    }
}
