using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Members that the service sent and this version has no property for. Two of them are equal if their content is.</summary>
/// <remarks>A class of its own, so that the equality that the compiler makes for a record is right without more code.</remarks>
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

    // The order of the members makes no difference.
    public override int GetHashCode()
    {
        IEqualityComparer<JsonElement> values = JsonEquality.Comparer;
        return this.Aggregate(0, (hash, member) => hash ^ HashCode.Combine(member.Key, values.GetHashCode(member.Value)));
    }
}
