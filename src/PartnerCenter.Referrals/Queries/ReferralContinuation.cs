using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>
/// Where a listing can go on. Store its <see cref="Value"/>, and resume with <see cref="ReferralQuery.Continuation"/> later.
/// </summary>
/// <remarks>
/// Holds the query of the service's next link and nothing else of it: that link is plain http and names another path in Microsoft's own
/// sample, and a token must never follow a link. Immutable and thread-safe.
/// </remarks>
public sealed class ReferralContinuation
{
    private const int MaxValueLength = 8 * 1024;

    // What a URL's query may consist of (RFC 3986). Anything else would be changed on the way, or end the query.
    private static readonly SearchValues<char> QueryCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:@/?");

    private ReferralContinuation(string value) => Value = value;

    /// <summary>The text to store, opaque.</summary>
    public string Value { get; }

    /// <summary>Takes back a stored <see cref="Value"/>.</summary>
    /// <param name="value">The stored text.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not the value of a continuation.</exception>
    public static ReferralContinuation Parse(string value) => TryParse(value, out ReferralContinuation? continuation)
        ? continuation
        : throw new ArgumentException(
            $"A continuation is the stored Value of another one: a URL query without the question mark, of at most {MaxValueLength} "
                + "characters.", nameof(value));

    /// <summary>Takes back a stored <see cref="Value"/>, if it is one.</summary>
    /// <param name="value">The stored text.</param>
    /// <param name="continuation">The continuation, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ReferralContinuation? continuation)
    {
        bool valid = value is { Length: > 0 and <= MaxValueLength } && !value.AsSpan().ContainsAnyExcept(QueryCharacters);
        continuation = valid ? new ReferralContinuation(value!) : null;
        return valid;
    }

    /// <summary>The query of a next link, verbatim; characters that no URL can hold are escaped (wire contract 2.4: raw blanks).</summary>
    internal static bool TryFromNextLink(string link, [NotNullWhen(true)] out ReferralContinuation? continuation)
    {
        continuation = null;
        int question = link.IndexOf('?', StringComparison.Ordinal);
        if (question < 0 || link.Length > MaxValueLength)
        {
            return false;
        }

        int fragment = link.IndexOf('#', question);
        ReadOnlySpan<char> query = link.AsSpan()[(question + 1)..(fragment < 0 ? link.Length : fragment)];
        return TryParse(Escaped(query), out continuation);
    }

    /// <summary>The type only: a service that repeats the filter in its link puts what it holds in here.</summary>
    public override string ToString() => nameof(ReferralContinuation);

    private static string Escaped(ReadOnlySpan<char> query)
    {
        if (!query.ContainsAnyExcept(QueryCharacters))
        {
            return query.ToString();
        }

        System.Text.StringBuilder text = new(query.Length + 16);
        foreach (System.Text.Rune rune in query.EnumerateRunes())
        {
            string one = rune.ToString();
            text.Append(one.AsSpan().ContainsAnyExcept(QueryCharacters) ? Uri.EscapeDataString(one) : one);
        }

        return text.ToString();
    }
}
