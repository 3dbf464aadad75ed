using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>How differences are written with as little as possible.</summary>
internal static class PatchBuilder
{
    // Wire contract 1.6: the closed list, less the two that append.
    private static readonly HashSet<string> Patchable = new(StringComparer.Ordinal)
    {
        "/campaignId", "/consent/consentToShareReferralWithMicrosoftSellers", "/customerProfile/team", "/details/closingDateTime", "/details/currency",
        "/details/dealValue", "/details/notes", "/details/requirements/solutions", "/externalReferenceId", "/referralProgram", "/salesStage", "/status",
        "/substatus", "/statusReason", "/team",
    };

    public static bool IsPatchable(Difference difference) => Patchable.Contains(difference.Path);

    /// <summary>The operations of a patch that makes the differences; null if some need a replace.</summary>
    public static IReadOnlyList<PatchOperation>? TryCreate(IReadOnlyList<Difference> differences) =>
        differences.All(IsPatchable) ? [.. differences.SelectMany(Operations)] : null;

    private static IEnumerable<PatchOperation> Operations(Difference difference) =>
        Appended(difference) is { } items
            ? items.Select(item => new PatchOperation { Operation = "add", Path = difference.Path + "/-", Value = item })
            // RFC 6902: only what is there can be replaced, and the service may leave out what is null or empty.
            : [new PatchOperation { Operation = IsNothing(difference.Before) ? "add" : "replace", Path = difference.Path, Value = difference.After }];

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0;

    // What was added behind the end of a list, if nothing else of it has changed.
    private static IEnumerable<JsonElement>? Appended(Difference difference)
    {
        if (difference is not { Before.ValueKind: JsonValueKind.Array, After.ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        int count = difference.Before.GetArrayLength();
        return count > 0 && count < difference.After.GetArrayLength()
            && difference.Before.EnumerateArray().Zip(difference.After.EnumerateArray()).All(pair => JsonEquality.Same(pair.First, pair.Second))
                ? difference.After.EnumerateArray().Skip(count)
                : null;
    }
}
