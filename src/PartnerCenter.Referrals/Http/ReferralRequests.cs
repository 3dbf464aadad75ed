using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// Sends the requests of the API. Each method names the operation, what a retry could do, what is sent, and which response is accepted.
/// </summary>
internal sealed class ReferralRequests(ReferralsTransport transport)
{
    private static readonly JsonTypeInfo<Referral> ResponseType = ReferralsJson.Referral;

    private readonly IReferralsApi _api = transport.Api;
    private readonly CollectionEndpoint _address = transport.Address;

    public Task<PageResult<Referral>> ListAsync(
        string? query, int page, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.List,
            CallKind.Read,
            ReferralsJson.Page,
            (call, token) => _api.ListAsync(_address.Collection, query, call, token),
            static (page, response) => page is null
                ? throw ResponseReader.Unreadable(response, "it is empty")
                : new PageResult<Referral>(page.Value, page.NextLink, page.Count, response.ServiceTime()),
            options,
            cancellationToken,
            page);

    public Task<PageResult<T>> ListAsync<T>(
        string? query, int page, JsonTypeInfo<T> projection, ReferralCallOptions? options, CancellationToken cancellationToken)
        where T : class =>
        transport.SendAsync(
            Operation.List,
            CallKind.Read,
            ReferralsJson.ProjectedPage,
            (call, token) => _api.ListAsync(_address.Collection, query, call, token),
            (page, response) => page is null
                ? throw ResponseReader.Unreadable(response, "it is empty")
                : new PageResult<T>(Projected(page.Value, projection, response), page.NextLink, page.Count, response.ServiceTime()),
            options,
            cancellationToken,
            page);

    public Task<Referral> GetAsync(string id, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.Get,
            CallKind.Read,
            ResponseType,
            (call, token) => _api.GetAsync(_address.ItemParent, id, call, token),
            Accept,
            options,
            cancellationToken);

    public Task<Referral> PostAsync(
        Operation operation, Referral draft, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            operation,
            CallKind.UnconditionalWrite,
            ResponseType,
            (call, token) => _api.CreateAsync(_address.Collection, draft, ReferralsJson.ReferralForCreate, call, token),
            Accept,
            options,
            cancellationToken);

    public Task<Referral> PutAsync(Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.Replace,
            CallKind.ConditionalWrite,
            ResponseType,
            (call, token) => _api.ReplaceAsync(
                _address.ItemParent, referral.Id, referral.ETag, referral, ReferralsJson.ReferralForReplace, call, token),
            Accept,
            options,
            cancellationToken);

    /// <summary>
    /// Patches a referral. Returns null for a 204, which the service may send although the request prefers the representation (wire
    /// contract 1.1).
    /// </summary>
    public Task<Referral?> PatchAsync(
        string id,
        string? eTag,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.Patch,
            eTag is null ? CallKind.UnconditionalWrite : CallKind.ConditionalWrite,
            ResponseType,
            (call, token) => _api.PatchAsync(_address.ItemParent, id, eTag, operations, ReferralsJson.Patch, call, token),
            static (referral, response) => referral is null ? null : Accept(referral, response),
            options,
            cancellationToken);

    private static T[] Projected<T>(JsonElement[] items, JsonTypeInfo<T> projection, HttpResponseMessage response)
        where T : class
    {
        try
        {
            return [.. items.Select(item => item.Deserialize(projection)).OfType<T>()];
        }
        catch (JsonException)
        {
            // The exception itself is not passed on, because its message can quote the body.
            throw ResponseReader.Unreadable(response, $"an item does not fit {typeof(T).Name}");
        }
    }

    // An object without an id is not a referral. The ETag may be in the response header only (wire contract 6).
    private static Referral Accept(Referral? referral, HttpResponseMessage response) => referral switch
    {
        null => throw ResponseReader.Unreadable(response, "it is empty"),
        { IsDraft: true } => throw ResponseReader.Unreadable(response, "it is not a referral, because it has no id"),
        { ETag: "" } when response.EntityTag() is { } tag => referral with { ETag = tag },
        _ => referral,
    };
}
