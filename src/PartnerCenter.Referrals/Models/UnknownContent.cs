using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Stores the unknown members of a model in a field. Two instances are equal if the members that are not OData annotations are equal.
/// </summary>
/// <remarks>
/// The equality that the compiler generates for a record compares fields. A field of type <see cref="UnknownMembers"/> would make a record
/// without unknown members differ from one that has only annotations, because null equals nothing else.
/// </remarks>
/// <param name="Members">The unknown members, annotations included; null if there are none.</param>
internal readonly record struct UnknownContent(UnknownMembers? Members)
{
    private IEnumerable<KeyValuePair<string, JsonElement>> Content =>
        Members?.Where(member => !UnknownMembers.IsAnnotation(member.Key)) ?? [];

    public bool Equals(UnknownContent other) =>
        ReferenceEquals(Members, other.Members)
        || (Content.Count() == other.Content.Count()
            && Content.All(
                member => other.Members!.TryGetValue(member.Key, out JsonElement value) && JsonEquality.Same(member.Value, value)));

    // The hash does not depend on the order of the members.
    public override int GetHashCode()
    {
        IEqualityComparer<JsonElement> values = JsonEquality.Comparer;
        return Content.Aggregate(0, (hash, member) => hash ^ HashCode.Combine(member.Key, values.GetHashCode(member.Value)));
    }
}
