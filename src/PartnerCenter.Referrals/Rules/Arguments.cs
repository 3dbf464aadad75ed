using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals;

/// <summary>Refuses arguments that are malformed in themselves, and returns the others.</summary>
internal static class Arguments
{
    /// <exception cref="ArgumentException">It is not a referral's id.</exception>
    public static string RequireId(string id, [CallerArgumentExpression(nameof(id))] string? parameterName = null) =>
        RequireGuid(id, parameterName, "A referral's id");

    /// <exception cref="ArgumentException">It is not a GUID.</exception>
    public static string RequireGuid(string id, string? parameterName, string what)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        const int length = 36; // The parser accepts blanks around it.
        return id.Length == length && Guid.TryParseExact(id, "D", out _)
            ? id
            : throw new ArgumentException($"{what} is a GUID such as 00000000-0000-0000-0000-000000000001.", parameterName);
    }

    /// <exception cref="ArgumentException">It is not an ETag.</exception>
    public static void RequireTag(string eTag, string? parameterName)
    {
        if (eTag.Length == 0 || eTag.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                "An ETag is the text that the service gave with the referral, quotes included: read the referral first.", parameterName);
        }
    }

    /// <exception cref="ArgumentException">
    /// It is not an ETag in the form that the service returns; a wrong one would look like somebody else's change.
    /// </exception>
    public static string RequireQuotedTag(string eTag, [CallerArgumentExpression(nameof(eTag))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(eTag, parameterName);
        RequireTag(eTag, parameterName);
        return eTag is ['"', _, .., '"']
            ? eTag
            : throw new ArgumentException(
                "An ETag stands in double quotes, as the service gave it. PatchUnconditionallyAsync changes whatever is there.",
                parameterName);
    }

    /// <exception cref="ArgumentException">The referral was not read from the service.</exception>
    public static Referral RequireStored(Referral referral, [CallerArgumentExpression(nameof(referral))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(referral, parameterName);
        if (referral.IsDraft)
        {
            throw new ArgumentException("The referral has no id: create it first.", parameterName);
        }

        RequireId(referral.Id, parameterName);
        RequireTag(referral.ETag, parameterName);
        return referral;
    }

    /// <exception cref="ArgumentException">The referral exists already.</exception>
    public static Referral RequireDraft(Referral draft, [CallerArgumentExpression(nameof(draft))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(draft, parameterName);
        return draft.IsDraft
            ? draft
            : throw new ArgumentException(
                "The referral has an id, so it exists already. Create a new one from its parts, or change this one.", parameterName);
    }

    /// <summary>Returns the operations that a patch holds now; what is added to the patch later is not among them.</summary>
    /// <exception cref="ArgumentException">The patch is empty.</exception>
    public static IReadOnlyList<ReferralPatchOperation> RequireOperations(
        ReferralPatch patch, [CallerArgumentExpression(nameof(patch))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(patch, parameterName);
        return patch.Operations.Count > 0
            ? [.. patch.Operations]
            : throw new ArgumentException("The patch changes nothing: call at least one of its methods.", parameterName);
    }
}
