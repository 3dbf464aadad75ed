namespace PartnerCenter.Referrals;

/// <summary>Represents a page of a listing, with the place where the listing continues.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items of the page that the listing returns.</param>
/// <param name="Count">The service's count of all items; null if the service returned none.</param>
/// <param name="Continuation">Where the listing continues; null at its end.</param>
/// <param name="ServiceTime">The service's time, in UTC, when it sent the page; null if the response does not say.</param>
internal sealed record ListingPage<T>(T[] Items, long? Count, ReferralContinuation? Continuation, DateTimeOffset? ServiceTime)
{
    /// <summary>Gets the items that were skipped because they cannot be read.</summary>
    public IReadOnlyList<UnreadableItem> Unreadable { get; init; } = [];

    /// <summary>Gets how many items were skipped because they cannot be read.</summary>
    public int Skipped => Unreadable.Count;
}
