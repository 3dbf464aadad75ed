using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Joins the text of a filter with literals, and refuses a literal that would merge with the text around it.</summary>
internal sealed class FilterExpressionBuilder(int capacity)
{
    /// <summary>
    /// Specifies the parameter of <see cref="ReferralFilter.From"/> that the expression is passed in. Exceptions name it, because the
    /// compiler and not the caller writes the calls of the handler.
    /// </summary>
    public static readonly string ParameterName = "expression";

    private readonly StringBuilder _text = new(capacity);
    private bool _isInsideQuotes;
    private bool _endsWithValue;

    public void AppendText(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_endsWithValue && !IsSeparator(text[0]))
        {
            throw NotSeparated();
        }

        // A doubled quote inside a literal counts as closing the literal and opening it again.
        _isInsideQuotes ^= text.Count(character => character == '\'') % 2 == 1;
        _text.Append(text);
        _endsWithValue = false;
    }

    /// <param name="literal">The finished literal; null for <c>null</c>.</param>
    public void AppendValue(string? literal)
    {
        if (_isInsideQuotes)
        {
            throw new ArgumentException(
                "A value of the filter is inside quotes. Remove the quotes: a value is quoted where its type requires it.",
                ParameterName);
        }

        if (_endsWithValue || (_text.Length > 0 && !IsSeparator(_text[^1])))
        {
            throw NotSeparated();
        }

        _text.Append(literal ?? "null");
        _endsWithValue = true;
    }

    public string ToText() =>
        _isInsideQuotes
            ? throw new ArgumentException(
                "A quote in the filter is not closed. Close it, or double it inside a text literal.", ParameterName)
            : _text.ToString();

    private static bool IsSeparator(char character) => char.IsWhiteSpace(character) || character is '(' or ')' or ',';

    private static ArgumentException NotSeparated() =>
        new("A value of the filter is directly next to other text. Put white space, a parenthesis or a comma between them.", ParameterName);
}
