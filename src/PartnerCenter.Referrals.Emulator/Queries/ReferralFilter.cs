using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// <c>$filter</c> on the documented members (wire contract 2.3): <c>eq</c> on all, <c>ge</c> and <c>gt</c> on dates, <c>and</c>,
/// parentheses.
/// </summary>
internal sealed partial class ReferralFilter
{
    private static readonly Dictionary<string, ValueKind> Members = new(StringComparer.Ordinal)
    {
        ["engagementId"] = ValueKind.Guid,
        ["status"] = ValueKind.Text,
        ["substatus"] = ValueKind.Text,
        ["type"] = ValueKind.Text,
        ["qualification"] = ValueKind.Text,
        ["direction"] = ValueKind.Text,
        ["customerProfile/address/country"] = ValueKind.Text,
        ["createdDateTime"] = ValueKind.Date,
        ["updatedDateTime"] = ValueKind.Date,
    };

    private readonly List<string> _tokens;
    private int _next;

    private ReferralFilter(List<string> tokens) => _tokens = tokens;

    private enum ValueKind
    {
        Text,
        Guid,
        Date,
    }

    /// <summary>The condition that a filter's text states.</summary>
    /// <exception cref="ServiceFault">The text cannot be read, or asks for a member or operator that is not offered.</exception>
    public static Func<StoredReferral, bool> Read(string text)
    {
        var filter = new ReferralFilter([.. Tokens().Matches(text).Select(match => match.Value)]);
        Func<StoredReferral, bool> condition = filter.ReadAnd();
        return filter._next == filter._tokens.Count ? condition : throw filter.Unexpected();
    }

    // A quoted text ('' inside stands for one quote), a parenthesis, or anything up to the next blank, parenthesis or quote.
    [GeneratedRegex("'(?:[^']|'')*'|[()]|[^\\s()']+|'")]
    private static partial Regex Tokens();

    private Func<StoredReferral, bool> ReadAnd()
    {
        Func<StoredReferral, bool> condition = ReadTerm();
        while (_next < _tokens.Count && _tokens[_next] == "and")
        {
            _next++;
            Func<StoredReferral, bool> left = condition;
            Func<StoredReferral, bool> right = ReadTerm();
            condition = referral => left(referral) && right(referral);
        }

        return condition;
    }

    private Func<StoredReferral, bool> ReadTerm()
    {
        if (Peek() != "(")
        {
            return ReadComparison();
        }

        Take();
        Func<StoredReferral, bool> condition = ReadAnd();
        return Take() == ")" ? condition : throw Wrong("a closing parenthesis is missing");
    }

    private Func<StoredReferral, bool> ReadComparison()
    {
        string member = Take();
        if (!Members.TryGetValue(member, out ValueKind kind))
        {
            throw Wrong($"'{member}' cannot be filtered by");
        }

        string op = Take();
        string literal = Take();
        return (kind, op) switch
        {
            (ValueKind.Date, "eq" or "ge" or "gt") => CompareDate(member, op, literal),
            (ValueKind.Text, "eq") => CompareText(member, Unquote(literal) ?? throw Wrong($"'{member}' is compared with a quoted text")),
            (ValueKind.Guid, "eq") => CompareGuid(member, literal),
            _ => throw Wrong($"the operator '{op}' is not available on '{member}'"),
        };
    }

    private static Func<StoredReferral, bool> CompareText(string member, string value) => referral => referral.TextOf(member) == value;

    // Wire contract 10 #8: quoted in the documentation, unquoted in the service's own links.
    private static Func<StoredReferral, bool> CompareGuid(string member, string literal)
    {
        if (!Guid.TryParse(Unquote(literal) ?? literal, out Guid value))
        {
            throw Wrong($"'{member}' is compared with a GUID");
        }

        return referral => Guid.TryParse(referral.TextOf(member), out Guid actual) && actual == value;
    }

    private static Func<StoredReferral, bool> CompareDate(string member, string op, string literal)
    {
        if (!WireDate.TryRead(literal, out DateTimeOffset value))
        {
            throw Wrong($"'{member}' is compared with an unquoted date and time");
        }

        return referral => WireDate.TryRead(referral.TextOf(member), out DateTimeOffset actual) && op switch
        {
            "eq" => actual == value,
            "ge" => actual >= value,
            _ => actual > value,
        };
    }

    private static string? Unquote(string literal) => literal.Length >= 2 && literal[0] == '\''
        ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : null;

    private static ServiceFault Wrong(string reason) =>
        ServiceFault.InvalidRequest($"The query option $filter is not valid: {reason}.", "$filter");

    private string? Peek() => _next < _tokens.Count ? _tokens[_next] : null;

    private string Take() => _next < _tokens.Count ? _tokens[_next++] : throw Wrong("it ends too early");

    private ServiceFault Unexpected() => Wrong($"'{_tokens[_next]}' is not expected");
}
