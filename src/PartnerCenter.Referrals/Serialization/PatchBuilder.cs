using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Builds the smallest JSON Patch document for a set of differences.</summary>
internal static class PatchBuilder
{
    // wire contract 1.6: the closed list of paths, without the three that append to a list.
    private static readonly HashSet<string> Patchable = new(StringComparer.Ordinal)
    {
        "/campaignId",
        "/consent/consentToShareReferralWithMicrosoftSellers",
        "/customerProfile/team",
        "/details/closingDateTime",
        "/details/currency",
        "/details/dealValue",
        "/details/notes",
        "/details/requirements/solutions",
        "/externalReferenceId",
        "/referralProgram",
        "/salesStage",
        "/status",
        "/substatus",
        "/statusReason",
        "/team",
    };

    public static bool IsPatchable(Difference difference) => Patchable.Contains(difference.Path);

    /// <summary>
    /// Returns whether the difference is only that items were added at the end of a list, which a patch does without sending the others.
    /// </summary>
    public static bool IsAppended(Difference difference) => GetAppendedItems(difference) is not null;

    /// <summary>Returns the operations that make the changes, or null if a patch cannot make all of them and a replace is needed.</summary>
    public static IReadOnlyList<ReferralPatchOperation>? TryCreate(IReadOnlyList<Difference> differences) =>
        differences.All(IsPatchable) ? [.. differences.SelectMany(Operations)] : null;

    private static IEnumerable<ReferralPatchOperation> Operations(Difference difference) =>
        GetAppendedItems(difference) is { } items
            ? items.Select(item => new ReferralPatchOperation { Op = PatchOperations.Add, Path = difference.Path + "/-", Value = item })
            :
            [
                new ReferralPatchOperation
                {
                    Op = PatchOperations.ToSet(isPresent: difference.Before.ValueKind != JsonValueKind.Undefined),
                    Path = difference.Path,
                    Value = difference.After,
                },
            ];

    // Returns the items that were appended to a list, or null if the list changed in any other way.
    private static IEnumerable<JsonElement>? GetAppendedItems(Difference difference)
    {
        if (difference is not { Before.ValueKind: JsonValueKind.Array, After.ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        int count = difference.Before.GetArrayLength();
        return count > 0 && count < difference.After.GetArrayLength()
            && difference.Before.EnumerateArray().Zip(difference.After.EnumerateArray())
                .All(pair => JsonEquality.SameButForNulls(pair.First, pair.Second))
                ? difference.After.EnumerateArray().Skip(count)
                : null;
    }
}
