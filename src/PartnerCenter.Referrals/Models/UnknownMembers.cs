using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Holds the members that the service sent and this version has no property for.</summary>
internal sealed class UnknownMembers : Dictionary<string, JsonElement>
{
    public UnknownMembers()
    {
    }

    public UnknownMembers(IEnumerable<KeyValuePair<string, JsonElement>> members) : base(members)
    {
    }

    /// <summary>
    /// Returns whether a name is that of an OData annotation, such as <c>@odata.context</c> or <c>team@odata.nextLink</c>. Annotations
    /// describe a response and are not content: a write leaves them out, and equality ignores them.
    /// </summary>
    public static bool IsAnnotation(string name) => name.Contains("@odata.", StringComparison.Ordinal);
}
