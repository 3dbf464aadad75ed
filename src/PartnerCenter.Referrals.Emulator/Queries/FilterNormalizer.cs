using System.Text;
using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Prepares a filter's text for the OData parser, which takes an id either as a GUID or as a string. The contract has both spellings (wire
/// contract 2.3 and 10 #8), and the emulator accepts upper-case GUIDs too. Operators in capitals are those of OData 4.01 only.
/// </summary>
internal static partial class FilterNormalizer
{
    private static readonly string[] Operators = ["eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "in"];
    private static readonly string[] Ids = ["id", "engagementId", "organizationId"];

    /// <exception cref="ApiException">
    /// The id of an engagement is compared with a string that is not a GUID, or an operator has capitals that are not allowed.
    /// </exception>
    public static string Prepare(string text, bool allowCapitals)
    {
        List<string> tokens = [.. Tokens().Matches(text).Select(match => ReadOperator(match.Value, allowCapitals))];
        List<int> words = [.. Enumerable.Range(0, tokens.Count).Where(index => !string.IsNullOrWhiteSpace(tokens[index]))];
        var prepared = new StringBuilder(text.Length);
        int place = 0;
        string? list = null;
        for (int index = 0; index < tokens.Count; index++)
        {
            string token = tokens[index];
            if (string.IsNullOrWhiteSpace(token))
            {
                prepared.Append(token);
                continue;
            }

            string WordAt(int offset) => place + offset is int at && at >= 0 && at < words.Count ? tokens[words[at]] : "";

            list = (token, list) switch
            {
                ("(", null) when WordAt(-1) == "in" => WordAt(-2),
                (")", _) => null,
                _ => list,
            };
            string? comparedWith = list ?? (IsComparison(WordAt(-1)) ? WordAt(-2) : IsComparison(WordAt(1)) ? WordAt(2) : null);
            prepared.Append(Ids.Contains(comparedWith) ? ReadId(comparedWith!, token) : token);
            place++;
        }

        return prepared.ToString();
    }

    private static string ReadOperator(string token, bool allowCapitals)
    {
        string? name = Operators.FirstOrDefault(one => one.Equals(token, StringComparison.OrdinalIgnoreCase));
        return name is null || name == token || allowCapitals
            ? name ?? token
            : throw ApiException.InvalidRequest(
                $"The query option $filter is not valid: the operator '{token}' must be written '{name}'. {ReferralFilter.OwnReading}",
                "$filter");
    }

    private static bool IsComparison(string word) => word is "eq" or "ne";

    private static string ReadId(string member, string token)
    {
        bool isQuoted = token.Length > 1 && token[0] == '\'';
        string value = isQuoted ? token[1..^1] : token;
        if (Guid.TryParseExact(value, "D", out Guid id))
        {
            return $"'{id}'";
        }

        // `msft` can be any of the other ids (wire contract 5.3); the id of an engagement is always a GUID.
        return isQuoted && member == "engagementId"
            ? throw ApiException.InvalidRequest(
                "The query option $filter is not valid: 'engagementId' must be compared with a GUID.", "$filter")
            : token;
    }

    // A quoted string (with '' for one quote), a punctuation mark, white space, or anything else up to the next of these.
    [GeneratedRegex("'(?:[^']|'')*'|[(),]|\\s+|[^\\s(),']+|'")]
    private static partial Regex Tokens();
}
