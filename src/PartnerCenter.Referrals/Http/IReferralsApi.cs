using System.Text.Json.Serialization.Metadata;
using Refit;

namespace PartnerCenter.Referrals;

/// <summary>
/// Describes the endpoint for Refit: method, route, query, headers and body of each operation. The interface is internal and returns the
/// plain response, because Refit breaks binary compatibility between major versions, and its exceptions carry the live request with its
/// token.
/// </summary>
/// <remarks>
/// The base address is the host's root and the collection's path is a parameter, because no single base address serves both
/// <c>…/referrals</c> and <c>…/referrals/{id}</c> (tested).
/// </remarks>
internal interface IReferralsApi
{
    /// <summary>
    /// Lists referrals with GET (wire contract 1.1). <paramref name="query"/> has no question mark and is sent verbatim.
    /// <paramref name="validateMfa"/> asks for a report on multi-factor authentication (wire contract 10, 30); null asks for none.
    /// </summary>
    [Get("/{**collection}")]
    Task<HttpResponseMessage> ListAsync(
        string collection,
        [QueryName, Encoded] string? query,
        [Header("ValidateMfa")] string? validateMfa,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Reads one referral with GET (wire contract 1.1).</summary>
    [Get("/{**collection}/{id}")]
    Task<HttpResponseMessage> GetAsync(
        string collection,
        string id,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Creates a referral with POST, or a connected referral if the body names an engagement (wire contract 1.4, 5.2).</summary>
    [Post("/{**collection}")]
    Task<HttpResponseMessage> CreateAsync(
        string collection,
        [Body] Referral referral,
        JsonTypeInfo<Referral> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Replaces a whole referral with PUT, if its version is still <paramref name="eTag"/> (wire contract 1.5).</summary>
    [Put("/{**collection}/{id}")]
    Task<HttpResponseMessage> ReplaceAsync(
        string collection,
        string id,
        [Header("If-Match")] string eTag,
        [Body] Referral referral,
        JsonTypeInfo<Referral> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Patches single fields with PATCH; a null <paramref name="eTag"/> patches any version (wire contract 1.6).</summary>
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
