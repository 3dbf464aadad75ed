using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Writes differences as the smallest JSON Patch document.</summary>
internal static class PatchBuilder
{
    // Wire contract 1.6: the closed list, less the three that append.
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

    /// <summary>The operations of a patch that makes the differences; null if some need a replace.</summary>
    public static IReadOnlyList<ReferralPatchOperation>? TryCreate(IReadOnlyList<Difference> differences) =>
        differences.All(IsPatchable) ? [.. differences.SelectMany(Operations)] : null;

    private static IEnumerable<ReferralPatchOperation> Operations(Difference difference) =>
        GetAppendedItems(difference) is { } items
            ? items.Select(item => new ReferralPatchOperation { Op = "add", Path = difference.Path + "/-", Value = item })
            // RFC 6902: only what is there can be replaced, and the service may leave out what is null or empty.
            :
            [
                new ReferralPatchOperation
                {
                    Op = IsNullOrEmpty(difference.Before) ? "add" : "replace",
                    Path = difference.Path,
                    Value = difference.After,
                },
            ];

    private static bool IsNullOrEmpty(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0);

    // The items that were appended to a list; null if anything else of the list has changed.
    private static IEnumerable<JsonElement>? GetAppendedItems(Difference difference)
    {
        if (difference is not { Before.ValueKind: JsonValueKind.Array, After.ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        int count = difference.Before.GetArrayLength();
        return count > 0 && count < difference.After.GetArrayLength()
            && difference.Before.EnumerateArray().Zip(difference.After.EnumerateArray())
                .All(pair => JsonEquality.Same(pair.First, pair.Second))
                ? difference.After.EnumerateArray().Skip(count)
                : null;
    }
}
