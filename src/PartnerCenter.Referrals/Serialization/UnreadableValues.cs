namespace PartnerCenter.Referrals;

/// <summary>Collects what one body holds that cannot be read. It ends the reading of a body that holds too much of it.</summary>
internal sealed class UnreadableValues(CancellationToken cancellationToken)
{
    // Each value may cost an exception, and costs a path. Their time and memory must have a bound, even if the body has not one good value.
    private const int Max = 10_000;

    private readonly List<string> _paths = [];
    private int _count;

    /// <summary>Gets the referrals that were read without all of their members.</summary>
    public List<Referral> Incomplete { get; } = [];

    /// <summary>Gets the items of the page that are left out.</summary>
    public List<UnreadableItem> Items { get; } = [];

    /// <summary>Adds a value that is left out of the record that is being read.</summary>
    /// <param name="path">The JSON path of the value.</param>
    /// <exception cref="UnusableBodyException">The body has too many of them.</exception>
    public void Add(string path)
    {
        Count();
        _paths.Add(path);
    }

    /// <summary>Adds an item of the page that is left out.</summary>
    /// <exception cref="UnusableBodyException">The body has too many of them.</exception>
    public void Add(UnreadableItem item)
    {
        Count();
        Items.Add(item);
    }

    /// <summary>Returns the paths that were added since the last call.</summary>
    public IReadOnlyList<string> TakePaths()
    {
        string[] paths = [.. _paths.Distinct(StringComparer.Ordinal)]; // A member may be there twice.
        _paths.Clear();
        return paths;
    }

    public void ThrowIfCancelled() => cancellationToken.ThrowIfCancellationRequested();

    private void Count()
    {
        if (++_count > Max)
        {
            throw new UnusableBodyException(FormattableString.Invariant($"more than {Max} of its values cannot be read"))
            {
                Advice = "This version of the library does not know their shape: look for a newer one.",
            };
        }
    }
}
