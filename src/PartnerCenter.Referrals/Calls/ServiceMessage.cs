using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>Composes the words of a refusal: the message of the error, and a line for each of its details.</summary>
internal static class ServiceMessage
{
    public const int MaxBytes = 4096;

    public static string? Of(string? message, IEnumerable<(string? Target, string? Message)> details)
    {
        IEnumerable<string> lines = details
            .Where(detail => !string.IsNullOrWhiteSpace(detail.Message))
            .Select(detail => detail.Target is null ? detail.Message! : $"{detail.Target}: {detail.Message}")
            .Prepend(message ?? "")
            .Where(line => !string.IsNullOrWhiteSpace(line));
        StringBuilder text = new();
        int bytes = 0;
        foreach (string line in lines)
        {
            foreach (Rune rune in (text.Length == 0 ? "" : "\n").EnumerateRunes().Concat(Printable(line)))
            {
                bytes += rune.Utf8SequenceLength;
                if (bytes > MaxBytes)
                {
                    return text.ToString();
                }

                text.Append(rune);
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    // A control character could color a terminal, or forge a line.
    private static IEnumerable<Rune> Printable(string line) =>
        line.Trim().EnumerateRunes().Select(rune => Rune.IsControl(rune) ? new Rune(' ') : rune);
}
