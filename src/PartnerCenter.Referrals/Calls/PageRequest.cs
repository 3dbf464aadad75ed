namespace PartnerCenter.Referrals;

/// <summary>Describes the request for a page of a listing.</summary>
/// <param name="Query">The query, escaped and without a question mark; null if there is none.</param>
/// <param name="Number">The number of the page, counted from 1.</param>
/// <param name="IsContinuation">Whether the query comes from a next link of the service rather than from a <c>ReferralQuery</c>.</param>
internal readonly record struct PageRequest(string? Query, int Number, bool IsContinuation)
{
    /// <summary>Gets whether an item that cannot be read is skipped.</summary>
    public bool SkipUnreadableItems { get; init; }

    /// <summary>
    /// Gets whether a diagnosis reads the page. It asks the service to report whether the sign-in used multi-factor authentication, and
    /// reports that the client is throttled in place of waiting.
    /// </summary>
    public bool IsOfDiagnosis { get; init; }
}
