using System.Globalization;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides whether a record holds what a write intended. It is used after a 412 that may be caused by the write's own earlier attempt,
/// whose response was lost, and after a 2xx that cannot be read. In doubt the write counts as not applied: the outcome is then unknown, and
/// somebody else's write is never taken for the caller's.
/// </summary>
internal static class WriteVerifier
{
    private const string EndOfList = "/-";

    // The service may change these members by itself when it applies a write. Links are never sent.
    private static readonly string[] ChangedByService =
    [
        "eTag", "updatedDateTime", "acceptedDateTime", "closedDateTime", "expirationDateTime", "registrationStatus", "trackingInfo",
        "links",
    ];

    /// <summary>Gets whether the record equals the one that was sent, except for members that the service changes by itself.</summary>
    public static bool IsApplied(Referral current, Referral intended)
    {
        try
        {
            // A value that cannot be read may be another one than that which was sent, although both look like none.
            return current.UnreadableMembers.Count == 0 && Differences.Between(current, intended).All(IsChangedByService);
        }
        catch (InvalidOperationException)
        {
            return false; // The record holds text that is not valid Unicode.
        }
    }

    /// <summary>Gets whether the record has the values that the patch, applied to the record before, gives it.</summary>
    /// <param name="current">The record as it is now.</param>
    /// <param name="before">
    /// The record that the patch was made from; null if it is not known. Without it, an added item cannot be distinguished from one that
    /// was there before, so a patch that adds items to a list of the record counts as not applied.
    /// </param>
    /// <param name="operations">The patch.</param>
    public static bool IsApplied(Referral current, Referral? before, IReadOnlyList<ReferralPatchOperation> operations)
    {
        try
        {
            return !operations.Any(operation => current.IsUnreadable(ListOf(operation.Path)))
                && AreAllApplied(ToJson(current), before is null ? null : ToJson(before), operations);
        }
        catch (InvalidOperationException)
        {
            return false; // The record holds text that is not valid Unicode.
        }
    }

    private static bool IsChangedByService(Difference difference) => difference.Holder == typeof(TrackingInfo)
        || (difference.Holder == typeof(Referral) && ChangedByService.Contains(difference.Name));

    // Applies the operations in order, each to what the earlier ones have made of the record, and compares the result with the record now.
    private static bool AreAllApplied(JsonElement now, JsonElement? then, IReadOnlyList<ReferralPatchOperation> operations)
    {
        Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
        Dictionary<string, List<JsonElement>> lists = new(StringComparer.Ordinal);
        foreach (ReferralPatchOperation operation in operations)
        {
            if (!operation.Path.EndsWith(EndOfList, StringComparison.Ordinal))
            {
                lists.Remove(operation.Path);
                values[operation.Path] = operation.Value;
                continue;
            }

            string path = ListOf(operation.Path);
            if (!lists.TryGetValue(path, out List<JsonElement>? items))
            {
                if (!values.Remove(path, out JsonElement list))
                {
                    if (then is not { } record)
                    {
                        return false;
                    }

                    list = ValueAt(record, path);
                }

                lists[path] = items = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
            }

            items.Add(AsShown(operation));
        }

        return values.All(member => Contains(ValueAt(now, member.Key), member.Value))
            && lists.All(member => ContainsAll(ValueAt(now, member.Key), member.Value));
    }

    /// <summary>Returns the pointer to the list that an item is added to, or any other pointer unchanged.</summary>
    private static string ListOf(string path) => path.EndsWith(EndOfList, StringComparison.Ordinal) ? path[..^EndOfList.Length] : path;

    private static JsonElement ToJson(Referral referral) => JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForReplace);

    private static JsonElement ValueAt(JsonElement record, string path)
    {
        JsonElement at = record;
        foreach (string name in path.Split('/').Skip(1))
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

    // Removes the members of a registration that the service accepts but never returns (wire contract 10 #25); the record cannot hold them.
    private static JsonElement AsShown(ReferralPatchOperation operation)
    {
        if (operation.Path != ReferralPatch.NewRegistration)
        {
            return operation.Value;
        }

        DealRegistration registration = operation.Value.Deserialize(ReferralsJson.ForCreate<DealRegistration>())!;
        DealRegistration shown = registration with
        {
            Type = null,
            SolutionDetails = [.. registration.SolutionDetails.Select(solution => solution with { Currency = null })],
        };
        return JsonSerializer.SerializeToElement(shown, ReferralsJson.ForCreate<DealRegistration>());
    }

    // The service fills in members that were not sent, so the record may hold more than the patch. It may leave out a member without a
    // value.
    private static bool Contains(JsonElement found, JsonElement sent) => sent.ValueKind switch
    {
        JsonValueKind.Null => IsNothing(found),
        JsonValueKind.Object => found.ValueKind == JsonValueKind.Object && ContainsMembers(JsonEquality.MembersOf(found), sent),
        JsonValueKind.Array => ContainsAll(found, [.. sent.EnumerateArray()]),
        _ => found.ValueKind != JsonValueKind.Undefined && JsonEquality.Same(found, sent),
    };

    private static bool ContainsMembers(Dictionary<string, JsonElement> found, JsonElement sent) =>
        sent.EnumerateObject().All(member => Contains(found.GetValueOrDefault(member.Name), member.Value));

    private static bool ContainsAll(JsonElement found, List<JsonElement> sent) => found.ValueKind == JsonValueKind.Array
        ? found.GetArrayLength() == sent.Count && found.EnumerateArray().Zip(sent).All(pair => Contains(pair.First, pair.Second))
        : sent.Count == 0 && IsNothing(found);

    private static bool IsNothing(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
}
