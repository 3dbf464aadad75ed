namespace PartnerCenter.Referrals;

/// <summary>Which referrals a listing returns: an OData filter expression.</summary>
/// <remarks>Immutable and thread-safe. Mirrors <c>$filter</c> of Microsoft's page <em>Get a list of referrals</em>.</remarks>
public sealed class ReferralFilter
{
    private ReferralFilter(string text) => Text = text;

    internal string Text { get; }

    /// <summary>A filter in the service's own language, such as <c>direction eq 'Incoming' and substatus eq 'Pending'</c>.</summary>
    /// <param name="text">
    /// The expression, not yet escaped for a URL; that is done here. Quotes inside a text literal are doubled: <c>'O''Brien'</c>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is empty.</exception>
    public static ReferralFilter Raw(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new ReferralFilter(text);
    }

    /// <summary>The type only: a filter may hold a mail address.</summary>
    public override string ToString() => nameof(ReferralFilter);
}
