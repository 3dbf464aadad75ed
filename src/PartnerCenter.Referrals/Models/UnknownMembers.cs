using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the members that the service sent and this version has no property for. Two instances are equal if their content is equal.
/// </summary>
/// <remarks>This class overrides equality, so that the equality that the compiler generates for a record compares the content.</remarks>
internal sealed class UnknownMembers : Dictionary<string, JsonElement>
{
    public UnknownMembers()
    {
    }

    public UnknownMembers(IEnumerable<KeyValuePair<string, JsonElement>> members) : base(members)
    {
    }

    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj)
        || (obj is UnknownMembers other
            && Count == other.Count
            && this.All(member => other.TryGetValue(member.Key, out JsonElement value) && JsonEquality.Same(member.Value, value)));

    // The hash does not depend on the order of the members.
    public override int GetHashCode()
    {
        IEqualityComparer<JsonElement> values = JsonEquality.Comparer;
        return this.Aggregate(0, (hash, member) => hash ^ HashCode.Combine(member.Key, values.GetHashCode(member.Value)));
    }
}
