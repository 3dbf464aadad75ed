using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Makes the serializer write the members that were read or set, and no others: what was absent stays absent, and a null stays a null (wire
/// contract 1.5).
/// </summary>
internal static class PresentMembers
{
    // These texts are never null, so their value alone does not show what the JSON has.
    private static readonly string[] TextsOfReferral = ["id", "engagementId", "eTag"];

    /// <summary>Changes the metadata of a model. It must still have all members, because a position is a member's number.</summary>
    public static void WriteOnly(JsonTypeInfo type)
    {
        if (!typeof(IModel).IsAssignableFrom(type.Type))
        {
            return;
        }

        for (int i = 0; i < type.Properties.Count; i++)
        {
            int member = i;
            if (type.Properties[i] is not { IsExtensionData: false, Get: { } get } property)
            {
                continue;
            }

            if (typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string))
            {
                property.Get = model => get(model) is var list && list is IModelList { IsNull: true } ? null : list;
                property.ShouldSerialize = static (_, list) => list is not IModelList { IsAbsent: true };
                continue;
            }

            if (type.Type == typeof(Referral) && TextsOfReferral.Contains(property.Name))
            {
                property.Get = model => get(model) is "" && !((IModel)model).IsEmptyText(member) ? null : get(model);
            }

            property.ShouldSerialize = (model, value) => value is not null || ((IModel)model).IsNull(member);
        }
    }
}
