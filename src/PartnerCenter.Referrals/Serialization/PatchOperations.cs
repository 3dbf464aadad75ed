using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides by which operation a patch sets a member (wire contract 1.6): <c>replace</c>, the one that is documented, unless the record is
/// known to lack the member, because RFC 6902 lets only <c>add</c> set a member that does not exist. Appending to a list is always an
/// <c>add</c>.
/// </summary>
internal static class PatchOperations
{
    public const string Add = "add";
    public const string Replace = "replace";

    /// <summary>Returns the operation that sets a member.</summary>
    /// <param name="isPresent">Whether the record has the member, even if it is null; true if the record is not known.</param>
    public static string ToSet(bool isPresent) => isPresent ? Replace : Add;

    /// <summary>Returns the operations with an <c>add</c> in place of the <c>replace</c> of each member that the record lacks.</summary>
    public static IReadOnlyList<ReferralPatchOperation> FitTo(Referral record, IReadOnlyList<ReferralPatchOperation> operations) =>
        [.. operations.Select(
            operation => operation.Op == Replace ? operation with { Op = ToSet(IsPresent(record, operation.Path)) } : operation)];

    // Where the record has no object that holds the member, neither operation can set it; the documented one is sent.
    private static bool IsPresent(Referral record, string path)
    {
        object? model = record;
        bool isPresent = true;
        foreach (string name in path.Split('/').Skip(1))
        {
            if (model is IReadOnlyList<object> list)
            {
                model = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count
                    ? list[index]
                    : null;
                continue;
            }

            if (model is null || Find(model, name) is not { Get: { } get, ShouldSerialize: { } shouldSerialize })
            {
                return true;
            }

            object? value = get(model);
            isPresent = shouldSerialize(model, value);
            model = value;
        }

        return isPresent;
    }

    private static JsonPropertyInfo? Find(object model, string name) =>
        ReferralsJson.ReferralForReplace.Options.GetTypeInfo(model.GetType()).Properties.FirstOrDefault(member => member.Name == name);
}
