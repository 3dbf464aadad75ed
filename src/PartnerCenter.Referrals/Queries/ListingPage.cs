namespace PartnerCenter.Referrals;

/// <summary>A page of a listing, with the place where the listing continues.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items that the listing returns of this page.</param>
/// <param name="Count">The service's count of all items, if it gave one.</param>
/// <param name="Continuation">Where the listing continues; null at its end.</param>
internal sealed record ListingPage<T>(T[] Items, long? Count, ReferralContinuation? Continuation);
