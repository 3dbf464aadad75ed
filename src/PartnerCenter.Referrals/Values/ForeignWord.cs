using System.Buffers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides which text from outside may be repeated in a message, a property of an exception, a log line, a span, a diagnosis or a ToString:
/// a code, a path, a host or an id. Another text could be a sentence, a person's data or a forged log line. Data that a caller asks for,
/// such as the id of a record, is not affected.
/// </summary>
internal static class ForeignWord
{
    // The longest that is known is an id of 36 characters.
    public const int MaxLength = 128;

    // No blank, no at sign, no quote, and nothing that ends or colors a line.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=|$[]");

    /// <summary>Returns a text if it is a word; null if it is empty, too long, or has other characters.</summary>
    public static string? Of(string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Characters) ? text : null;
}
