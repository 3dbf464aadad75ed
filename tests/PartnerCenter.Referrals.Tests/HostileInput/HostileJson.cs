using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Generates documents that are almost JSON, or almost the service's: real ones with values, members and lists exchanged, doubled,
/// nested and cut; the same with bytes flipped, cut and written in other encodings; and random bytes.
/// </summary>
internal static partial class HostileJson
{
    private static readonly string[] RightReferral = Tokens(ReferralJson.Full);
    private static readonly string[] RightPage =
        Tokens(
            ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=abc", 2));
    private static readonly string[][] RightErrors =
    [
        Tokens("""{ "error": { "code": "preconditionFailed", "message": "m", "target": "referral", "innerError": """
            + """{ "code": "resourceModified", "message": "m" } } }"""),
        Tokens("""{ "code": 900421, "description": "MFA required", "data": [ "grace@planted.example.com" ], "source": "PartnerCenter" }"""),
    ];

    private static readonly string[] Names =
    [
        .. RightErrors.Append(RightReferral).Append(RightPage).SelectMany(tokens => tokens.Where((_, at) => IsName(tokens, at))).Distinct(),
    ];

    private static readonly Gen<string> Number = Gen.OneOf(
        "0", "-0", "-1", "1", "1.00", "0e0", "1e28", "1e29", "1e308", "1e309", "-1e999", "1e-999", "1e2147483648",
        "79228162514264337593543950335", "79228162514264337593543950336",
        "9223372036854775808", "0.00000000000000000000000000001", Repeated("9", 400), Repeated("9", 20_000),
        "1" + Repeated("0", 400) + "e-400");

    private static readonly Gen<string> Date = Gen.OneOf(
        "\"2024-03-12\"", "\"20240312\"", "\"2024-13-45T99:99:99Z\"", "\"2024-02-30T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2024-03-12T09:15:30.12345678901234567890Z\"",
        "\"2024-03-12T24:00:00Z\"", "\"12 March 2024\"", "\"-0001-01-01T00:00:00Z\"");

    private static readonly Gen<string> Text = Gen.OneOf(
        "\"\"", "\" \"", "\"grace@planted.example.com\"", "\"Grace grace@planted.example.com 5550199\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"\uFFFF\"", "\"true\"", "\"TRUE\"",
        "\"yes\"", "\"100\"", "\"1e3\"", "\"-5\"", "\"1,5\"", "\"\u0661\"", "\"null\"", "\"New\"", "\"new\"", "\"Closed\"", "\"Won\"",
        "\"3f6b2c1e-0000-4000-8000-000000000001\"", "\"../../token\"", "\"\\r\\nX-Evil: 1\"",
        "\"W/\\\"x\\\"\"", "\"*\"", "\"http://planted.example.com/steal?$skiptoken=1\"", "\"//planted.example.com?x\"", "\"?\"",
        "\"?a=%zz\"", "\"?a b\\u0000#c\"", "\"" + Repeated("a", 9_000) + "\"",
        "\"?" + Repeated("a", 9_000) + "\"");

    private static readonly Gen<string> Broken = Gen.OneOf(
        "01", "+1", ".5", "1.", "1e", "0x10", "NaN", "Infinity", "-", "True", "nul", "/**/1", "", ",", "undefined", "'x'", "\"\\x\"",
        "\"\\u12\"", "\"\\", "\"", "\"\u0001\"", "\"\ud800\"");

    private static readonly Gen<string> Nested = Gen.Select(
        Gen.OneOf("[|]", "{\"a\":|}", "{\"innerError\":|}", "{\"team\":[|]}", "[|", "{\"a\":|"),
        Gen.OneOf(1, 2, 7, 55, 60, 62, 63, 64, 65, 1_000), Gen.OneOf("", "1", "null", "\"\\ud800\""), (form, depth, inner) =>
        {
            string[] halves = form.Split('|');
            return Repeated(halves[0], depth) + inner + Repeated(halves[1], depth);
        });

    private static readonly Gen<string> Crowd = Gen.Select(
        Gen.OneOf("null", "{}", "[]", "1", "\"a\"", "{\"id\":\"a\"}", "true"), Gen.OneOf(0, 1, 2, 9, 300), Gen.Bool,
        (item, count, asList) => asList
            ? $"[{string.Join(',', Enumerable.Repeat(item, count))}]"
            : $"{{{string.Join(',', Enumerable.Range(0, count).Select(number => $"\"m{number}\":{item}"))}}}");

    private static readonly Gen<string> Value = Gen.Frequency(
        (4, Gen.OneOf("null", "true", "false", "[]", "{}", "[null]", "[[]]", "{\"a\":1}", "{\"\":0}", "{\"@odata.x\":1}")),
        (3, Number),
        (3, Date),
        (6, Text),
        (1, HostileText.Any.Select(text => $"\"{text}\"")),
        (1, Nested),
        (1, Crowd),
        (1, Broken));

    private static readonly Gen<string> Name = Gen.Frequency(
        (4, Gen.OneOf(Names)),
        (3, Gen.OneOf(
            "\"\"", "\"new\"", "\"ID\"", "\"\\u0069d\"", "\"\\ud800\"", "\"\\udc00x\"", "\"$type\"", "\"$id\"", "\"$ref\"", "\"__proto__\"",
            "\"@odata.x\"", "\"team@odata.nextLink\"", "\"\u0001\"", "name", "1",
            "\"grace@planted.example.com\"", "\"" + Repeated("n", 3_000) + "\"")));

    private static readonly Gen<(Change Change, uint Place, string Name, string Value)> Changes =
        Gen.Select(
        Gen.Frequency(
            (8, Gen.OneOf(Change.Value, Change.Name, Change.NewMember, Change.Doubled, Change.Whole, Change.NewItem)),
            (1, Gen.OneOf(Change.Token, Change.Gone))),
        Gen.UInt,
        Name,
        Value);

    private enum Change
    {
        Value,
        Name,
        NewMember,
        Doubled,
        Whole,
        NewItem,
        Token,
        Gone,
    }

    private enum Harm
    {
        None,
        Turned,
        Cut,
        Mark,
        Utf16,
        Utf16BigEndian,
        Latin1,
        Behind,
        Before,
    }

    /// <summary>Gets bodies of responses where a referral is expected.</summary>
    public static Gen<byte[]> Referral { get; } = Document([RightReferral], RightPage);

    /// <summary>Gets bodies of responses where a page is expected.</summary>
    public static Gen<byte[]> Page { get; } = Document([RightPage], RightReferral);

    /// <summary>Gets bodies of refusals.</summary>
    public static Gen<byte[]> Error { get; } = Document(RightErrors, RightReferral);

    /// <summary>Gets valid documents with one change.</summary>
    public static Gen<byte[]> Like(string right) => Mutated(Gen.Const(Tokens(right)));

    public static string Shown(byte[] document) => Cases.Shown(Encoding.Latin1.GetString(document));

    private static Gen<byte[]> Document(string[][] expected, string[] another) => Gen.Frequency(
        (20, Mutated(Gen.OneOf(expected))),
        (1, Mutated(Gen.Const(another))),
        (1, Value.Select(value => Harmed(value, Harm.None, 0))),
        (1, Gen.Byte.Array[0, 200]));

    private static Gen<byte[]> Mutated(Gen<string[]> right) => Gen.Select(
        right,
        Gen.Frequency((8, Changes.Array[1, 2]), (1, Changes.Array[3, 8]), (1, Changes.Array[0])),
        Gen.Frequency((8, Gen.Const(Harm.None)), (1, Gen.Enum<Harm>())),
        Gen.UInt,
        (tokens, changes, harm, place) => Harmed(string.Concat(changes.Aggregate(tokens.ToList(), Changed)), harm, place));

    private static string Repeated(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    private static string[] Tokens(string json) => [.. Token().Matches(json).Select(match => match.Value)];

    private static bool IsName(IReadOnlyList<string> tokens, int at) => at + 1 < tokens.Count && tokens[at + 1] == ":";

    private static bool IsPlain(string token) => token is not ("{" or "}" or "[" or "]" or ":" or ",");

    private static List<string> Changed(List<string> tokens, (Change Change, uint Place, string Name, string Value) change)
    {
        (Change what, uint place, string name, string value) = change;
        int from = tokens.Count == 0 ? 0 : (int)(place % (uint)tokens.Count);
        int at = tokens.Count == 0 ? -1 : what switch
        {
            Change.Value => First(index => IsPlain(tokens[index]) && !IsName(tokens, index)),
            Change.Name or Change.NewMember or Change.Doubled => First(index => IsName(tokens, index)),
            Change.Whole => tokens.FindIndex(from, token => token is "{" or "["),
            Change.NewItem => tokens.FindIndex(from, token => token == "["),
            _ => from,
        };
        if (at < 0)
        {
            return tokens;
        }

        switch (what)
        {
            case Change.Value or Change.Token:
                tokens[at] = value;
                break;
            case Change.Name:
                tokens[at] = name;
                break;
            case Change.NewMember:
                tokens.InsertRange(at, [name, ":", value, ","]);
                break;
            case Change.Doubled:
                tokens.InsertRange(at, [tokens[at], ":", value, ","]);
                break;
            case Change.Whole:
                tokens.RemoveRange(at, EndOf(tokens, at) - at);
                tokens.Insert(at, value);
                break;
            case Change.NewItem when at + 1 < tokens.Count:
                tokens.InsertRange(at + 1, tokens[at + 1] == "]" ? [value] : [value, ","]);
                break;
            default:
                tokens.RemoveAt(at);
                break;
        }

        return tokens;

        int First(Func<int, bool> isIt) => Enumerable.Range(from, tokens.Count - from).FirstOrDefault(isIt, -1);
    }

    private static int EndOf(List<string> tokens, int at)
    {
        int depth = 0;
        do
        {
            depth += tokens[at] switch { "{" or "[" => 1, "}" or "]" => -1, _ => 0 };
            at++;
        }
        while (depth > 0 && at < tokens.Count);
        return at;
    }

    private static byte[] Harmed(string json, Harm harm, uint place)
    {
        // Halves of surrogate pairs become bytes that are not valid UTF-8.
        byte[] bytes = json.Contains('\ud800', StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes(json.Replace('\ud800', '\u00ff'))
            : Encoding.UTF8.GetBytes(json);
        int at = bytes.Length == 0 ? 0 : (int)(place % (uint)bytes.Length);
        switch (harm)
        {
            case Harm.Turned when bytes.Length > 0:
                bytes[at] ^= (byte)(1 << (int)((place >> 8) % 8));
                return bytes;
            case Harm.Cut:
                return bytes[..at];
            case Harm.Mark:
                return [.. "\uFEFF"u8, .. bytes];
            case Harm.Utf16:
                return Encoding.Unicode.GetBytes(json);
            case Harm.Utf16BigEndian:
                return [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(json)];
            case Harm.Latin1:
                return Encoding.Latin1.GetBytes(json.Replace('e', '\u00e9'));
            case Harm.Behind:
                return [.. bytes, .. "\0{}"u8];
            case Harm.Before:
                return [.. Enumerable.Repeat((byte)' ', 5_000), .. bytes];
            default:
                return bytes;
        }
    }
}
