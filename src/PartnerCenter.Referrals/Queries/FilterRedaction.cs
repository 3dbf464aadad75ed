using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Replaces the values of a filter's text with an ellipsis. It shows only what it recognizes: punctuation, operators, functions of OData,
/// and paths of the API's fields. Everything else counts as a value, whether the text is well formed or not.
/// </summary>
internal static class FilterRedaction
{
    private const char Ellipsis = '…';

    private static readonly HashSet<string> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "has", "in", "add", "sub", "mul", "div", "divby", "mod", "null",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "any", "all", "contains", "startswith", "endswith", "matchespattern", "length", "indexof", "substring", "concat", "tolower",
        "toupper", "trim", "year", "month", "day", "hour", "minute", "second", "fractionalseconds", "totalseconds", "totaloffsetminutes",
        "date", "time", "now", "mindatetime", "maxdatetime", "round", "floor", "ceiling", "cast", "isof",
    };

    private static readonly HashSet<string> Fields = FieldsOf(typeof(Referral));

    public static string WithoutValues(string text)
    {
        StringBuilder shown = new(text.Length);
        bool isSpaced = false;
        bool endsWithValue = false;
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = EndOf(text, start);
            string token = text[start..end];
            if (char.IsWhiteSpace(token[0]))
            {
                isSpaced = true;
                continue;
            }

            bool isValue = !IsPunctuation(token[0]) && !IsKnown(token, isCalled: end < text.Length && text[end] == '(');
            if (!isValue || !endsWithValue)
            {
                shown.Append(isSpaced && shown.Length > 0 ? " " : "").Append(isValue ? Ellipsis.ToString() : token);
            }

            isSpaced = false;
            endsWithValue = isValue;
        }

        return shown.ToString();
    }

    // A token is white space, a punctuation mark, a literal in quotes or a word. A literal without a closing quote takes the rest. A
    // doubled quote ends one literal and begins another, and the two show as one value.
    private static int EndOf(string text, int start)
    {
        int end = start + 1;
        if (text[start] == '\'')
        {
            while (end < text.Length && text[end] != '\'')
            {
                end++;
            }

            return Math.Min(end + 1, text.Length);
        }

        bool isSpace = char.IsWhiteSpace(text[start]);
        while (!IsPunctuation(text[start])
            && end < text.Length
            && !IsPunctuation(text[end])
            && text[end] != '\''
            && char.IsWhiteSpace(text[end]) == isSpace)
        {
            end++;
        }

        return end;
    }

    private static bool IsPunctuation(char character) => character is '(' or ')' or ',';

    private static bool IsKnown(string word, bool isCalled)
    {
        // A lambda declares a variable of one letter and uses it: team/any(t:t/email eq …).
        bool isDeclaration = word.Length > 1 && word[1] == ':' && char.IsAsciiLetter(word[0]);
        string path = isDeclaration ? word[2..] : word;
        return Operators.Contains(word) || (isDeclaration && path.Length == 0) || IsPath(path.Split('/'), isCalled);
    }

    private static bool IsPath(string[] names, bool isCalled)
    {
        string last = names[^1];
        for (int i = 0; i < names.Length - 1; i++)
        {
            bool isVariable = i == 0 && names[i].Length == 1 && char.IsAsciiLetter(names[i][0]);
            if (!isVariable && !Fields.Contains(names[i]))
            {
                return false;
            }
        }

        return isCalled ? Functions.Contains(last) : Fields.Contains(last) || (names.Length > 1 && last == "$count");
    }

    /// <summary>Returns the JSON names of a model's members and of the members of all models in it.</summary>
    private static HashSet<string> FieldsOf(Type root)
    {
        HashSet<string> fields = new(StringComparer.Ordinal);
        HashSet<Type> seen = [root];
        Queue<Type> open = new(seen);
        while (open.TryDequeue(out Type? model))
        {
            if (!ReferralsJson.Referral.Options.TryGetTypeInfo(model, out JsonTypeInfo? type))
            {
                continue;
            }

            foreach (JsonPropertyInfo member in type.Properties.Where(member => !member.IsExtensionData))
            {
                fields.Add(member.Name);
                Type value = member.PropertyType.IsGenericType ? member.PropertyType.GenericTypeArguments[0] : member.PropertyType;
                if (seen.Add(value))
                {
                    open.Enqueue(value);
                }
            }
        }

        return fields;
    }
}
