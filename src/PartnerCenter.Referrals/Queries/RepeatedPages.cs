namespace PartnerCenter.Referrals;

/// <summary>
/// Counts how often a page comes again, under ever new links. It remembers one page at a time, and compares its first and its last item.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class RepeatedPages<T>
{
    private T[] _mark = [];
    private long _count;
    private long _nextMark = 1;
    private int _repetitions;

    /// <summary>Adds a page, and returns how often the page that is remembered has come again.</summary>
    public int Add(T[] items)
    {
        if (items.Length > 0 && IsMark(items))
        {
            _repetitions++;
        }

        // Brent's cycle detection, as for the links: the page that is remembered is at last one of those that come again.
        if (++_count == _nextMark)
        {
            _nextMark *= 2;
            _mark = items.Length == 0 ? [] : [items[0], items[^1]];
            _repetitions = 0;
        }

        return _repetitions;
    }

    private bool IsMark(T[] items) =>
        _mark is [var first, var last]
        && EqualityComparer<T>.Default.Equals(first, items[0])
        && EqualityComparer<T>.Default.Equals(last, items[^1]);
}
