using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides whether a record holds what a write intended. It is used after a 412 that may be caused by the write's own earlier attempt,
/// whose response was lost, and after a 2xx that cannot be read. In doubt the write counts as not applied: the outcome is then unknown, and
/// somebody else's write is never taken for the caller's.
/// </summary>
internal static class WriteVerifier
{
    // The service may change these members by itself when it applies a write.
    private static readonly string[] ChangedByService =
        ["eTag", "updatedDateTime", "acceptedDateTime", "closedDateTime", "expirationDateTime", "registrationStatus", "trackingInfo"];

    /// <summary>Gets whether the record equals the one that was sent, except for members that the service changes by itself.</summary>
    public static bool IsApplied(Referral current, Referral intended)
    {
        try
        {
            return JsonNode.DeepEquals(Comparable(current), Comparable(intended));
        }
        catch (InvalidOperationException)
        {
            return false; // The record holds text that is not valid Unicode.
        }
    }

    /// <summary>Gets whether every field has the value that the patch gave it, and every list has the items that it added.</summary>
    /// <param name="current">The record as it is now.</param>
    /// <param name="before">
    /// The record that the patch was made from; null if it is not known. Without it, an added item cannot be distinguished from one that
    /// was there before, so a patch that adds items counts as not applied.
    /// </param>
    /// <param name="operations">The patch.</param>
    public static bool IsApplied(Referral current, Referral? before, IReadOnlyList<ReferralPatchOperation> operations)
    {
        try
        {
            return AreAllApplied(current, before, operations);
        }
        catch (InvalidOperationException)
        {
            return false; // The record holds text that is not valid Unicode.
        }
    }

    private static bool AreAllApplied(Referral current, Referral? before, IReadOnlyList<ReferralPatchOperation> operations)
    {
        JsonElement now = ToJson(current);
        JsonElement? then = before is null ? null : ToJson(before);
        // The last operation on a path decides.
        bool fields = operations.Where(operation => !IsAppend(operation)).Reverse().DistinctBy(operation => operation.Path)
            .All(operation => Contains(ValueAt(now, operation.Path), operation.Value));
        return fields && operations.Where(IsAppend).Select(AsShown).GroupBy(operation => (operation.Path, operation.Value.GetRawText()))
            .All(added => then is { } record
                && Count(ValueAt(now, added.Key.Path), added.First().Value)
                    == Count(ValueAt(record, added.Key.Path), added.First().Value) + added.Count());
    }

    private static JsonElement ToJson(Referral referral) => JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForReplace);

    private static JsonNode? Comparable(Referral referral)
    {
        JsonObject record = JsonSerializer.SerializeToNode(referral, ReferralsJson.ReferralForReplace)!.AsObject();
        foreach (string name in ChangedByService)
        {
            record.Remove(name);
        }

        return WithoutNulls(record);
    }

    // The service treats a null member like an absent one.
    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject record => new JsonObject(record.Where(member => member.Value is not null)
            .Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static JsonElement ValueAt(JsonElement record, string path)
    {
        JsonElement at = record;
        foreach (string name in path.Split('/').Skip(1).Where(name => name != "-"))
        {
            if (at.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return default;
            }
        }

        return at;
    }

    private static bool IsAppend(ReferralPatchOperation operation) => operation.Path.EndsWith("/-", StringComparison.Ordinal);

    // Removes the members of a registration that the service accepts but never returns (wire contract 10 #25); the record cannot hold them.
    private static ReferralPatchOperation AsShown(ReferralPatchOperation operation)
    {
        if (operation.Path != ReferralPatch.NewRegistration)
        {
            return operation;
        }

        DealRegistration registration = operation.Value.Deserialize(ReferralsJson.ForCreate<DealRegistration>())!;
        DealRegistration shown = registration with
        {
            Type = null,
            SolutionDetails = [.. registration.SolutionDetails.Select(solution => solution with { Currency = null })],
        };
        return operation with { Value = JsonSerializer.SerializeToElement(shown, ReferralsJson.ForCreate<DealRegistration>()) };
    }

    private static int Count(JsonElement list, JsonElement sent) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Count(item => Contains(item, sent)) : 0;

    // The service fills in members that were not sent, so the record may hold more than the patch.
    private static bool Contains(JsonElement found, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.Null => found.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined,
        JsonValueKind.Object => found.ValueKind == JsonValueKind.Object
            && sent.EnumerateObject()
                .All(member => found.TryGetProperty(member.Name, out JsonElement value) && Contains(value, member.Value)),
        JsonValueKind.Array => found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == sent.GetArrayLength()
            && found.EnumerateArray().Zip(sent.EnumerateArray()).All(pair => Contains(pair.First, pair.Second)),
        _ => found.ValueKind != JsonValueKind.Undefined && JsonEquality.Same(found, sent),
    };
}
