using System.Text.Json.Serialization.Metadata;
using Refit;

namespace PartnerCenter.Referrals;

/// <summary>
/// The endpoint as Refit sees it: method, route, query, headers and body of each operation. Internal, and answering with the bare
/// response: Refit breaks binary compatibility between majors, and its exceptions carry the live request with its token.
/// </summary>
/// <remarks>
/// The base address is the host's root and the collection's path is a parameter: no base serves both
/// <c>…/referrals</c> and <c>…/referrals/{id}</c> (tried).
/// </remarks>
internal interface IReferralsApi
{
    /// <summary>GET the collection (wire contract 1.1). <paramref name="query"/> is sent as it is, without a question mark.</summary>
    [Get("/{**collection}")]
    Task<HttpResponseMessage> ListAsync(
        string collection,
        [QueryName, Encoded] string? query,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>GET one referral (wire contract 1.1).</summary>
    [Get("/{**collection}/{id}")]
    Task<HttpResponseMessage> GetAsync(
        string collection,
        string id,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>POST a referral, or with the engagement of another one a connected referral (wire contract 1.4, 5.2).</summary>
    [Post("/{**collection}")]
    Task<HttpResponseMessage> CreateAsync(
        string collection,
        [Body] Referral referral,
        JsonTypeInfo<Referral> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>PUT the whole of a referral over the version that <paramref name="eTag"/> names (wire contract 1.5).</summary>
    [Put("/{**collection}/{id}")]
    Task<HttpResponseMessage> ReplaceAsync(
        string collection,
        string id,
        [Header("If-Match")] string eTag,
        [Body] Referral referral,
        JsonTypeInfo<Referral> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>PATCH single fields; without <paramref name="eTag"/> over whatever version is there (wire contract 1.6).</summary>
    [Patch("/{**collection}/{id}")]
    [Headers("Prefer: return=representation")]
    Task<HttpResponseMessage> PatchAsync(
        string collection,
        string id,
        [Header("If-Match")] string? eTag,
        [Body] IReadOnlyList<ReferralPatchOperation> operations,
        JsonTypeInfo<IReadOnlyList<ReferralPatchOperation>> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);
}
