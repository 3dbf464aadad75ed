using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>
/// Replaces the values of a filter's text with an ellipsis. Only what is certainly structure is shown: operators, paths and punctuation.
/// A text that is not well formed is cut before its first value, because a value in it could look like structure.
/// </summary>
internal ref struct FilterRedaction
{
    private const string Ellipsis = "…";

    private static readonly HashSet<string> Comparisons = Words("eq", "ne", "lt", "le", "gt", "ge", "has", "in");
    private static readonly HashSet<string> Connectives = Words("and", "or");
    private static readonly HashSet<string> Arithmetic = Words("add", "sub", "mul", "div", "divby", "mod");

    private readonly StringBuilder _shown;
    private ReadOnlySpan<char> _left;

    // Whether an operator, a comma or a closing parenthesis must follow, because an operand came last.
    private bool _hasOperand;

    // Whether a name may be a value without quotes, as it may after a comparison operator.
    private bool _expectsValue;

    // Where the text is cut if it is not well formed.
    private int? _firstValue;

    private FilterRedaction(string text)
    {
        _shown = new StringBuilder(text.Length);
        _left = text;
    }

    public static string WithoutValues(string text)
    {
        FilterRedaction redaction = new(text);
        bool isWellFormed = true;
        while (isWellFormed && redaction._left.Length > 0)
        {
            isWellFormed = redaction.TryAppendNext();
        }

        if (!isWellFormed)
        {
            redaction._shown.Length = redaction._firstValue ?? redaction._shown.Length;
            redaction._shown.Append('…');
        }

        return redaction._shown.ToString();
    }

    private bool TryAppendNext()
    {
        char next = _left[0];
        if (char.IsWhiteSpace(next))
        {
            _shown.Append(' ');
            _left = _left.TrimStart();
            return true;
        }

        return next is '(' or ')' or ',' ? TryAppendPunctuation(next) : next == '\'' ? TryAppendLiteral() : TryAppendWord();
    }

    private bool TryAppendPunctuation(char mark)
    {
        // Directly after a name, a parenthesis opens the arguments of a function, such as any(…).
        bool isWellFormed = mark != '(' || !_hasOperand || (_shown.Length > 0 && char.IsAsciiLetterOrDigit(_shown[^1]));
        _hasOperand = mark == ')';
        _expectsValue &= mark != ')';
        _shown.Append(mark);
        _left = _left[1..];
        return isWellFormed;
    }

    private bool TryAppendLiteral()
    {
        int end = 1;
        while (end < _left.Length && (_left[end] != '\'' || (end + 1 < _left.Length && _left[end + 1] == '\'')))
        {
            end += _left[end] == '\'' ? 2 : 1;
        }

        return end < _left.Length && TryAppendOperand(Ellipsis, end + 1, isValue: true);
    }

    private bool TryAppendWord()
    {
        int end = WordLength(_left);
        string word = _left[..end].ToString();
        if (_hasOperand)
        {
            bool isComparison = Comparisons.Contains(word), isArithmetic = Arithmetic.Contains(word);
            _expectsValue = isComparison || (_expectsValue && isArithmetic);
            _hasOperand = false;
            return (isComparison || isArithmetic || Connectives.Contains(word)) && Append(word, end);
        }

        if (word.Equals("not", StringComparison.OrdinalIgnoreCase) || (BeginsArguments() && word.EndsWith(':') && IsPath(word)))
        {
            return Append(word, end);
        }

        bool isShown = word.Equals("null", StringComparison.OrdinalIgnoreCase)
            || (!_expectsValue && IsPath(word) && IsUsedAsPath(_left[end..].TrimStart()));
        return TryAppendOperand(isShown ? word : Ellipsis, end, isValue: !isShown);
    }

    // A name that is neither called nor compared could be a value that lost its quotes.
    private readonly bool IsUsedAsPath(ReadOnlySpan<char> rest)
    {
        string following = rest[..WordLength(rest)].ToString();
        return rest.StartsWith('(') || (rest.StartsWith(',') && BeginsArguments())
            || Comparisons.Contains(following) || Arithmetic.Contains(following);
    }

    private readonly bool BeginsArguments() => _shown.Length > 0 && _shown[^1] == '(';

    private bool TryAppendOperand(string shown, int length, bool isValue)
    {
        if (isValue)
        {
            _firstValue ??= _shown.Length;
        }

        // An operand needs an operator before it and a boundary after it.
        bool isWellFormed = !_hasOperand && (length == _left.Length || IsBoundary(_left[length]));
        _hasOperand = true;
        return isWellFormed && Append(shown, length);
    }

    private bool Append(string shown, int length)
    {
        _shown.Append(shown);
        _left = _left[length..];
        return true;
    }

    private static HashSet<string> Words(params string[] words) => new(words, StringComparer.OrdinalIgnoreCase);

    private static int WordLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && !IsBoundary(text[length]) && text[length] != '\'')
        {
            length++;
        }

        return length;
    }

    private static bool IsBoundary(char character) => char.IsWhiteSpace(character) || character is '(' or ')' or ',';

    private static bool IsPath(string word) => (char.IsAsciiLetter(word[0]) || word[0] is '_' or '$')
        && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '/' or ':' or '$' or '.');
}
