using System.Globalization;
using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Composes the words of a refusal: the message of the error, and a line for each of its details.</summary>
internal static class ServiceMessage
{
    public const int MaxBytes = 4096;

    /// <param name="message">The message of the error; null if it has none.</param>
    /// <param name="details">The targets and the messages of its details.</param>
    /// <returns>The words, cut at <see cref="MaxBytes"/>; null if there are none.</returns>
    public static string? Of(string? message, params IReadOnlyList<(string? Target, string? Message)> details)
    {
        string words = details.Count == 0 ? Printable(message) : string.Join('\n', Lines(message, details));
        return words.Length == 0 ? null : words.Length <= MaxBytes && Ascii.IsValid(words) ? words : Cut(words);
    }

    private static IEnumerable<string> Lines(string? message, IEnumerable<(string? Target, string? Message)> details) => details
        .Select(detail => (detail.Target, Message: Printable(detail.Message)))
        .Where(detail => detail.Message.Length > 0)
        .Select(detail => detail.Target is null ? detail.Message : $"{detail.Target}: {detail.Message}")
        .Prepend(Printable(message))
        .Where(line => line.Length > 0);

    private static string Cut(string words)
    {
        StringBuilder text = new();
        int bytes = 0;
        foreach (Rune rune in words.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
            {
                break;
            }

            text.Append(rune);
        }

        return text.ToString();
    }

    // A control character could color a terminal, and a separator could forge a line. A format character, such as a bidirectional one or
    // one without width, could show another text than the one that is there.
    private static string Printable(string? line)
    {
        if (line is null || !line.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return line?.Trim() ?? "";
        }

        StringBuilder text = new();
        foreach (Rune rune in line.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    text.Append(' ');
                    break;
                case not UnicodeCategory.Format:
                    text.Append(rune);
                    break;
            }
        }

        return text.ToString().Trim();
    }
}
