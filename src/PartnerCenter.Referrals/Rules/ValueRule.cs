using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Represents a rule for the values of one member, wherever a write sets them.</summary>
/// <param name="Member">The path of the member in JSON names, with <c>*</c> for the position in a list.</param>
/// <param name="IsSatisfied">Returns whether a value satisfies the rule.</param>
/// <param name="Text">The rule, as a sentence without the value.</param>
/// <param name="Source">The source of the rule.</param>
internal sealed record ValueRule(string Member, Func<JsonElement, bool> IsSatisfied, string Text, RuleSource Source)
{
    private const string AnyItem = "*";

    private readonly string[] _names = Member.Split('/');

    /// <summary>Returns the values of the member in the JSON that is at a path, each with its own path.</summary>
    /// <param name="path">The path of the JSON in the referral; empty for the whole referral.</param>
    /// <param name="json">The JSON.</param>
    public IEnumerable<(string Path, JsonElement Value)> ValuesIn(string path, JsonElement json)
    {
        string[] above = path.Length == 0 ? [] : path.Split('/');
        return above.Length <= _names.Length && above.Zip(_names).All(pair => pair.Second == AnyItem || pair.First == pair.Second)
            ? Descend(path, json, above.Length)
            : [];
    }

    private IEnumerable<(string Path, JsonElement Value)> Descend(string path, JsonElement json, int depth)
    {
        if (depth == _names.Length)
        {
            return [(path, json)];
        }

        string name = _names[depth];
        return json.ValueKind switch
        {
            JsonValueKind.Array when name == AnyItem => json.EnumerateArray()
                .SelectMany((item, index) => Descend(FormattableString.Invariant($"{path}/{index}"), item, depth + 1)),
            // The models write their names without escapes. A name that they do not know may not be valid Unicode, and is not decoded.
            JsonValueKind.Object => json.EnumerateObject().Where(member => Has(member, name))
                .SelectMany(member => Descend(path.Length == 0 ? name : $"{path}/{name}", member.Value, depth + 1)),
            _ => [],
        };
    }

    private static bool Has(JsonProperty member, string name) =>
        Ascii.Equals(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member), name);
}
