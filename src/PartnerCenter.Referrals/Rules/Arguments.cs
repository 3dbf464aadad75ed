using System.Buffers;
using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Throws for malformed arguments, and returns the valid ones.</summary>
internal static class Arguments
{
    // The service's ETags have 38 characters. Servers and proxies refuse headers of more than a few thousand.
    private const int MaxTagLength = 1_024;

    private static readonly SearchValues<char> OfGuid = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <exception cref="ArgumentException">The id is not a GUID.</exception>
    public static string RequireId(string id, [CallerArgumentExpression(nameof(id))] string? parameterName = null) =>
        RequireGuid(id, parameterName, "A referral's id");

    /// <summary>Returns whether a text is a GUID, the form of every id that goes into an address.</summary>
    public static bool IsGuid(string id)
    {
        const int length = 36; // Both are checked because the parser accepts blanks around a GUID, and signs inside it.
        return id.Length == length && !id.AsSpan().ContainsAnyExcept(OfGuid) && Guid.TryParseExact(id, "D", out _);
    }

    /// <exception cref="ArgumentException">The id is not a GUID; <paramref name="what"/> names it in the message.</exception>
    public static string RequireGuid(string id, string? parameterName, string what)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        return IsGuid(id)
            ? id
            : throw new ArgumentException($"{what} must be a GUID such as 00000000-0000-0000-0000-000000000001.", parameterName);
    }

    /// <summary>
    /// Returns whether a text is an ETag as the service returns it: characters in double quotes, and <c>W/</c> before them if the ETag is
    /// weak. It has at most 1,024 characters. Neither <c>*</c> nor a list of ETags is one: as <c>If-Match</c> they would match versions
    /// that were never read. A weak one is sent like any other, because an ETag is opaque, and the service that issued it decides.
    /// </summary>
    public static bool IsTag(string eTag)
    {
        ReadOnlySpan<char> quoted = eTag.StartsWith("W/", StringComparison.Ordinal) ? eTag.AsSpan(2) : eTag;
        return eTag.Length <= MaxTagLength
            && quoted is ['"', .. { Length: > 0 } tag, '"'] && !tag.ContainsAnyExceptInRange('!', '~') && !tag.Contains('"');
    }

    /// <exception cref="ArgumentException">
    /// The text is not an ETag as the service returns it. With a wrong one the write would fail as if somebody else had changed the
    /// referral, or would not be guarded at all.
    /// </exception>
    public static string RequireTag(string eTag, [CallerArgumentExpression(nameof(eTag))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(eTag, parameterName);
        return IsTag(eTag)
            ? eTag
            : throw new ArgumentException(
                "The ETag is missing or not valid. Read the referral, and pass its ETag as the service returned it, double quotes "
                    + "included. Call PatchUnconditionallyAsync to patch without an ETag.",
                parameterName);
    }

    /// <exception cref="ArgumentException">The referral has no id or no valid ETag, so it was not read from the service.</exception>
    public static Referral RequireStored(Referral referral, [CallerArgumentExpression(nameof(referral))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(referral, parameterName);
        if (referral.IsDraft)
        {
            throw new ArgumentException("The referral has no id. Create it first.", parameterName);
        }

        RequireId(referral.Id, parameterName);
        if (!IsTag(referral.ETag) && referral.UnreadableMembers.Contains(UnreadablePaths.ETag))
        {
            throw new ArgumentException(
                "The ETag that the service sent for the referral cannot be read, so a write could not detect changes by others. Call "
                    + "PatchUnconditionallyAsync to patch without an ETag.",
                parameterName);
        }

        RequireTag(referral.ETag, parameterName);
        return referral;
    }

    /// <exception cref="ArgumentException">The referral has an id, so it already exists.</exception>
    public static Referral RequireDraft(Referral draft, [CallerArgumentExpression(nameof(draft))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(draft, parameterName);
        return draft.IsDraft
            ? draft
            : throw new ArgumentException(
                "The referral has an id, so it already exists. Change it by an update, or create a new draft without an id.",
                parameterName);
    }

    /// <summary>Returns a copy of the operations that a patch holds now. Later additions to the patch do not change the copy.</summary>
    /// <exception cref="ArgumentException">The patch is empty.</exception>
    public static IReadOnlyList<ReferralPatchOperation> RequireOperations(
        ReferralPatch patch, [CallerArgumentExpression(nameof(patch))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(patch, parameterName);
        return patch.Operations.Count > 0
            ? [.. patch.Operations]
            : throw new ArgumentException("The patch is empty. Call at least one of its methods to add a change.", parameterName);
    }
}
