using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides whether a record holds what a write intended. It is used after a 412 that may be caused by the write's own earlier attempt,
/// whose answer was lost, and after a 2xx that cannot be read. In doubt the write counts as not applied: the outcome is then unknown, and
/// somebody else's write is never taken for ours.
/// </summary>
internal static class WriteVerifier
{
    // What the service changes by itself at a write.
    private static readonly string[] ChangedByService =
        ["eTag", "updatedDateTime", "acceptedDateTime", "closedDateTime", "expirationDateTime", "registrationStatus", "trackingInfo"];

    /// <summary>Whether the record is as it was sent, but for what the service changes by itself.</summary>
    public static bool IsApplied(Referral current, Referral intended)
    {
        try
        {
            return JsonNode.DeepEquals(Comparable(current), Comparable(intended));
        }
        catch (InvalidOperationException)
        {
            return false; // It holds text that is not valid Unicode.
        }
    }

    /// <summary>Whether every field of a patch has the value it was given, and every list what was added to it.</summary>
    /// <param name="current">The record as it is now.</param>
    /// <param name="before">
    /// The record that the patch was made from; null if it is not known, and then an added item cannot be told from one that was there
    /// before.
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
            return false; // As above.
        }
    }

    private static bool AreAllApplied(Referral current, Referral? before, IReadOnlyList<ReferralPatchOperation> operations)
    {
        JsonElement now = ToJson(current);
        JsonElement? then = before is null ? null : ToJson(before);
        // The last one to a path decides.
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

    // Null and absent are the same to the service.
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

    // Leaves out of a registration what the service accepts and never shows (wire contract 10 #25): it would not be found in the record.
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

    // The service fills in what a member or a solution leaves out, so the record may hold more than was sent.
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
