namespace PartnerCenter.Referrals;

/// <summary>Represents a page as the service returned it.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items, without nulls and without those that were skipped.</param>
/// <param name="NextLink">The service's link to the next page, verbatim; null on the last page.</param>
/// <param name="Count">The service's count of all items; null if the service returned none.</param>
/// <param name="ServiceTime">The service's time, in UTC, when it sent the page; null if the response does not say.</param>
internal sealed record PageResult<T>(T[] Items, string? NextLink, long? Count, DateTimeOffset? ServiceTime = null)
{
    /// <summary>Gets the items that were skipped because they cannot be read.</summary>
    public IReadOnlyList<UnreadableItem> Unreadable { get; init; } = [];

    /// <summary>Gets how many items were skipped because they cannot be read.</summary>
    public int Skipped => Unreadable.Count;
}
