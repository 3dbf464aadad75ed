using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Creates listings over the pages that the service returns. No request is sent before a listing is enumerated.</summary>
internal sealed class Listings(ReferralRequests requests)
{
    /// <exception cref="ArgumentException">The query is too long for a request.</exception>
    public ReferralListing All(ReferralQuery? query, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        query ??= new ReferralQuery();
        ReferralCallOptions pageOptions = ForAllPages(options);
        return new ServiceListing(new Paginator<Referral>(
            query,
            FirstRequest(query),
            (page, cancellation) => requests.ListAsync(page, pageOptions, cancellation).OrThrowAsync(),
            cancellationToken));
    }

    /// <exception cref="ArgumentException">The projection has no members, or the query is too long for a request.</exception>
    public IAsyncEnumerable<T> Projected<T>(
        ReferralQuery? query, JsonTypeInfo<T> projection, ReferralCallOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(projection);
        query ??= new ReferralQuery();
        ReferralCallOptions pageOptions = ForAllPages(options);
        return new Projection<T>(new Paginator<T>(
            query,
            FirstRequest(query, ProjectionMembers.Of(projection)),
            (page, cancellation) => requests.ListAsync(page, projection, pageOptions, cancellation).OrThrowAsync(),
            cancellationToken));
    }

    private static string? FirstRequest(ReferralQuery query, IReadOnlyList<string>? select = null)
    {
        string? request = query.FirstRequest(select);
        return query.Continuation is not null || request is null || request.Length <= ReferralQuery.MaxRequestLength
            ? request
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The query has {request.Length:N0} characters as it is sent, and a listing sends at most "
                        + $"{ReferralQuery.MaxRequestLength:N0}. Split the filter, for example into portions of 50 ids, and list each of "
                        + $"them."),
                nameof(query));
    }

    // One correlation id spans all pages of a listing.
    private static ReferralCallOptions ForAllPages(ReferralCallOptions? options)
    {
        OptionsValidation.Check(options);
        return options.WithCorrelationId();
    }
}
