using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents the place where a listing continues. Store its <see cref="Value"/>, and resume with
/// <see cref="ReferralQuery.Continuation"/> later.
/// </summary>
/// <remarks>
/// A continuation holds only the query of the service's next link. In Microsoft's own sample the link is plain http and names another
/// path, and an access token must never be sent to an address that a response names. Immutable and thread-safe.
/// </remarks>
public sealed class ReferralContinuation
{
    /// <summary>The maximum length. A next link may repeat the query of the request and add the place to go on from.</summary>
    internal const int MaxValueLength = 2 * ReferralQuery.MaxRequestLength;

    // The characters of a URL's query (RFC 3986). Any other character would be changed in transit, or would end the query.
    private static readonly SearchValues<char> QueryCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:@/?");

    private ReferralContinuation(string value) => Value = value;

    /// <summary>Gets the opaque text to store.</summary>
    public string Value { get; }

    /// <summary>Parses a stored <see cref="Value"/>.</summary>
    /// <param name="value">The stored text.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not the value of a continuation.</exception>
    public static ReferralContinuation Parse(string value) => TryParse(value, out ReferralContinuation? continuation)
        ? continuation
        : throw new ArgumentException(
            $"The text is not the {nameof(Value)} of a continuation. Pass the stored text unchanged: a URL query without the question "
                + $"mark, of at most {MaxValueLength} characters.",
            nameof(value));

    /// <summary>Parses a stored <see cref="Value"/>, and returns whether the text is one.</summary>
    /// <param name="value">The stored text.</param>
    /// <param name="continuation">The continuation, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ReferralContinuation? continuation)
    {
        bool valid = value is { Length: > 0 and <= MaxValueLength } && !value.AsSpan().ContainsAnyExcept(QueryCharacters);
        continuation = valid ? new ReferralContinuation(value!) : null;
        return valid;
    }

    /// <summary>
    /// Takes the query of a next link verbatim, and escapes only characters that a URL must not hold (wire contract 2.4: raw spaces).
    /// </summary>
    internal static bool TryFromNextLink(string link, [NotNullWhen(true)] out ReferralContinuation? continuation)
    {
        continuation = null;
        int question = link.IndexOf('?', StringComparison.Ordinal);
        if (question < 0 || link.Length > MaxValueLength)
        {
            return false;
        }

        ReadOnlySpan<char> query = link.AsSpan(question + 1);
        int fragment = query.IndexOf('#');
        return TryParse(Escaped(fragment < 0 ? query : query[..fragment]), out continuation);
    }

    /// <summary>Returns the type's name only, because the service's next link may repeat the values of the filter.</summary>
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
