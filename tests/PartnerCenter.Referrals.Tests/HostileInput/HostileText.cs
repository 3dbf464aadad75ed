using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Generates hostile texts.</summary>
internal static class HostileText
{
    /// <summary>Gets the texts that no exception, log line or report may repeat.</summary>
    public const string Planted = "grace@planted.example.com";

    private static readonly Gen<string> Odd = Gen.OneOf(
        "", " ", "\0", "\r\n", "\u001b[31m", "\u007f", "\uFEFF", "\u200B", "\uFFFF", "\ud800", "\udc00", "\udc00\ud800", "\U0001F600",
        "e\u0301", "%", "%0", "%zz", "%00", "%2F",
        "..", "../", "//", "\\", "?", "#", "&", "=", "+", ";", ",", ":", "@", "'", "\"", "<script>", "{0}", "{", "}", "[", "]", "$filter=",
        "$skiptoken=", "http://", "https://",
        "file:///", "javascript:", "api.partner.microsoft.com", "127.0.0.1", "[::1]", "-1", "0", "1", "120", "2147483648",
        "9223372036854775808", "1e9", "Bearer ", "W/", "*",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT",
        "error=\"insufficient_claims\"", "claims=\"e30=\"",
        Planted);

    private static readonly Gen<string> Long = Gen.Select(
        Gen.OneOf("a", "9", " ", "%", "\u00fc", "\U0001F600", "\ud800", "ab,", "(", "\""), Gen.OneOf(100, 15_999, 16_000, 16_001, 70_000),
        (text, count) => string.Concat(Enumerable.Repeat(text, count)));

    /// <summary>Returns a text of up to tens of thousands of characters, with halves of surrogate pairs among them.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, Gen.String),
        (16, Odd.Array[0, 6].Select(string.Concat)),
        (1, Long),
        (1, Gen.Select(Odd, Long, Odd, (before, middle, after) => before + middle + after)));

    /// <summary>Returns a valid text that was cut, repeated, or mixed with another.</summary>
    public static Gen<string> Like(params string[] right) => Gen.Frequency(
        (1, Any),
        (4,
            Gen.Select(
                Gen.OneOf<string>(right), Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 3], Any).Array[0, 3],
                (text, changes) => changes.Aggregate(text, Changed))));

    private static string Changed(string text, (int Place, int Length, string Odd) change)
    {
        int place = change.Place % (text.Length + 1);
        int length = Math.Min(change.Length, text.Length - place);
        return text.Remove(place, length).Insert(place, change.Odd);
    }
}
