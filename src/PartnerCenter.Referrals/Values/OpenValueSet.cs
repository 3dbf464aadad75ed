namespace PartnerCenter.Referrals;

/// <summary>The known texts of an open value type, and how its texts compare.</summary>
internal sealed class OpenValueSet
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly string[] _names;
    private HashSet<string>? _ignoringCase;

    public OpenValueSet(params string[] names)
    {
        _exact = new HashSet<string>(names, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _names = names;
    }

    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public static int HashOf(string text) => text.GetHashCode(StringComparison.OrdinalIgnoreCase);

    public bool Contains(string text) => (_ignoringCase ??= new HashSet<string>(_names, StringComparer.OrdinalIgnoreCase)).Contains(text);

    /// <summary>
    /// The shared string of a known text, or null. Exact case only: a text in other capitals is equal to a known value, but must be
    /// written back as it was read.
    /// </summary>
    public string? Shared(ReadOnlySpan<char> text) => _exact.TryGetValue(text, out string? known) ? known : null;
}
