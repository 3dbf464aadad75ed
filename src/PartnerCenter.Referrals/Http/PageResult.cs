namespace PartnerCenter.Referrals;

/// <summary>A page as it came: its items, and the link and count beside them.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="Items">The items, without nulls.</param>
/// <param name="NextLink">Where the service says the listing goes on, verbatim.</param>
/// <param name="Count">The service's count of all, if it gave one.</param>
/// <param name="Next">Where the listing goes on for us.</param>
internal sealed record PageResult<T>(T[] Items, string? NextLink, long? Count, ReferralContinuation? Next = null);
