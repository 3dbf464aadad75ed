using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Creates listings over the pages that the service returns. No request is sent before a listing is enumerated.</summary>
internal sealed class Listings(ReferralRequests requests)
{
    public ReferralListing All(ReferralQuery? query, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        query ??= new ReferralQuery();
        ReferralCallOptions pageOptions = ForAllPages(options);
        return new ServiceListing(new Paginator<Referral>(
            query,
            query.FirstRequest(),
            (request, page, cancellation) => requests
                .ListAsync(request, page, pageOptions, cancellation, query.SkipUnreadableItems).OrThrowAsync(),
            cancellationToken));
    }

    /// <exception cref="ArgumentException">The projection has no members.</exception>
    public IAsyncEnumerable<T> Projected<T>(
        ReferralQuery? query, JsonTypeInfo<T> projection, ReferralCallOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(projection);
        query ??= new ReferralQuery();
        ReferralCallOptions pageOptions = ForAllPages(options);
        return new Projection<T>(new Paginator<T>(
            query,
            query.FirstRequest(ProjectionMembers.Of(projection)),
            (request, page, cancellation) => requests
                .ListAsync(request, page, projection, pageOptions, cancellation, query.SkipUnreadableItems).OrThrowAsync(),
            cancellationToken));
    }

    // One correlation id spans all pages of a listing.
    private static ReferralCallOptions ForAllPages(ReferralCallOptions? options)
    {
        OptionsValidation.Check(options);
        return options.WithCorrelationId();
    }
}
