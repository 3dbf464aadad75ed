using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Checks the <c>If-Match</c> header of an update (wire contract 6).</summary>
internal static class IfMatch
{
    private const string Name = "If-Match";

    /// <summary>
    /// Requires that a PUT names the version that it replaces. What the service answers without the header is not known (wire contract 10
    /// #2).
    /// </summary>
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
    /// Checks the header if it was sent. The tag must match verbatim, including its quotes. <c>*</c> is not documented and is refused like
    /// any other text, so that no program starts to overwrite changes that it has not read.
    /// </summary>
    /// <exception cref="ApiException">Another version is stored.</exception>
    public static void CheckIfPresent(EmulatedRequest request, JsonObject stored)
    {
        if (request.Headers.TryGetValue(Name, out string? sent) && sent != stored.TextAt("eTag"))
        {
            throw ApiException.PreconditionFailed(
                "The If-Match header does not match the referral's eTag.",
                ("resourceModified", "The referral has changed since it was read."));
        }
    }
}
