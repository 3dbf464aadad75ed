using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Whether a record holds what a write intended. Asked after a 412 that may be the echo of the write's own earlier attempt, whose answer was lost.
/// </summary>
internal static class Intention
{
    /// <summary>Whether all that a replace could change is as it was sent.</summary>
    public static bool HoldsIn(Referral current, Referral intended) =>
        JsonElement.DeepEquals(Writable(current), Writable(intended));

    /// <summary>Whether every field of a patch has the value it was given, and every list what was added to it.</summary>
    public static bool HoldsIn(Referral current, IReadOnlyList<PatchOperation> operations)
    {
        JsonElement record = JsonSerializer.SerializeToElement(current, ReferralsJson.ReferralForReplace);
        // The last one to a path decides.
        return operations.Reverse().DistinctBy(operation => (operation.Path, IsAppend(operation) ? operation.Value.GetRawText() : null))
            .All(operation => HoldsIn(record, operation));
    }

    private static JsonElement Writable(Referral referral) => JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForCreate);

    private static bool HoldsIn(JsonElement record, PatchOperation operation)
    {
        JsonElement at = record;
        foreach (string name in operation.Path.Split('/').Skip(1).Where(name => name != "-"))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return operation.Value.ValueKind == JsonValueKind.Null;
            }
        }

        return IsAppend(operation)
            ? at.ValueKind == JsonValueKind.Array && at.EnumerateArray().Any(item => Contains(item, operation.Value))
            : Contains(at, operation.Value);
    }

    private static bool IsAppend(PatchOperation operation) => operation.Path.EndsWith("/-", StringComparison.Ordinal);

    // The service fills in what a member or a solution leaves out, so that more than was sent may stand there.
    private static bool Contains(JsonElement found, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.Object => found.ValueKind == JsonValueKind.Object
            && sent.EnumerateObject().All(member => found.TryGetProperty(member.Name, out JsonElement value) && Contains(value, member.Value)),
        JsonValueKind.Array => found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == sent.GetArrayLength()
            && found.EnumerateArray().Zip(sent.EnumerateArray()).All(pair => Contains(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(found, sent),
    };
}
