using System.Net;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Sends the requests of the API. Each method names the operation, what a retry could do, what is sent, and which response is accepted.
/// </summary>
internal sealed class ReferralRequests(ReferralsTransport transport)
{
    private static readonly ReferralFormat ResponseFormat = ReferralFormat.Instance;

    private readonly IReferralsApi _api = transport.CreateApi<IReferralsApi>();
    private readonly CollectionEndpoint _address = transport.Address;

    /// <summary>
    /// Signs a user in if the next request would. An operation of several requests calls it before its time limit begins. Returns the
    /// failure; null for none.
    /// </summary>
    public Task<Exception?> SignInAsync(Operation operation, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SignInAsync(operation, CallKind.UnconditionalWrite, page: null, options, cancellationToken);

    public Task<Outcome<PageResult<Referral>>> ListAsync(
        PageRequest page, ReferralCallOptions? options, CancellationToken cancellationToken, bool isFollowUp = false) =>
        transport.SendAsync(
            Operation.List,
            CallKind.Read,
            ReferralPageFormat.For(page.SkipUnreadableItems),
            (call, token) => _api.ListAsync(_address.Collection, page.Query, ValidateMfa(page), call, token),
            AcceptPage,
            options,
            cancellationToken,
            page,
            isFollowUp);

    public Task<Outcome<PageResult<T>>> ListAsync<T>(
        PageRequest page, JsonTypeInfo<T> projection, ReferralCallOptions? options, CancellationToken cancellationToken)
        where T : class =>
        transport.SendAsync(
            Operation.List,
            CallKind.Read,
            new ProjectedPageFormat<T>(projection, page.SkipUnreadableItems),
            (call, token) => _api.ListAsync(_address.Collection, page.Query, ValidateMfa(page), call, token),
            AcceptPage,
            options,
            cancellationToken,
            page);

    public Task<Outcome<Referral>> GetAsync(
        string id, ReferralCallOptions? options, CancellationToken cancellationToken, bool isFollowUp = false) =>
        transport.SendAsync(
            Operation.Get,
            CallKind.Read,
            ResponseFormat,
            (call, token) => _api.GetAsync(_address.ItemParent, id, call, token),
            (referral, response) => Accept(referral, response, id),
            options,
            cancellationToken,
            isFollowUp: isFollowUp);

    /// <summary>
    /// Creates a referral. <paramref name="sending"/> runs when an attempt begins and again when the network begins to read its body: an
    /// attempt may first wait for a token, or in a handler.
    /// </summary>
    public Task<Outcome<Referral>> PostAsync(
        Operation operation, Referral draft, Action sending, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            operation,
            CallKind.UnconditionalWrite,
            ResponseFormat,
            (call, token) =>
            {
                call.Sending = sending;
                sending();
                return _api.CreateAsync(_address.Collection, draft, ReferralsJson.ReferralForCreate, call, token);
            },
            (referral, response) => Accept(referral, response, draft),
            options,
            cancellationToken);

    public Task<Outcome<Referral>> PutAsync(Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.Replace,
            CallKind.ConditionalWrite,
            ResponseFormat,
            (call, token) => _api.ReplaceAsync(
                _address.ItemParent, referral.Id, referral.ETag, referral, ReferralsJson.ReferralForReplace, call, token),
            (stored, response) => Accept(stored, response, referral.Id),
            options,
            cancellationToken);

    /// <summary>
    /// Patches a referral. Returns null for a 204, which the service may send although the request prefers the representation (wire
    /// contract 1.1).
    /// </summary>
    public Task<Outcome<Referral?>> PatchAsync(
        string id,
        string? eTag,
        IReadOnlyList<ReferralPatchOperation> operations,
        ReferralCallOptions? options,
        CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.Patch,
            eTag is null ? CallKind.UnconditionalWrite : CallKind.ConditionalWrite,
            ResponseFormat,
            (call, token) => _api.PatchAsync(_address.ItemParent, id, eTag, operations, ReferralsJson.Patch, call, token),
            (referral, response) => AcceptPatched(referral, response, id),
            options,
            cancellationToken);

    private static string? ValidateMfa(PageRequest page) => page.IsOfDiagnosis ? "true" : null;

    private static Outcome<PageResult<T>> AcceptPage<T>(PageResult<T>? page, HttpResponseMessage response) => page is null
        ? Refuse<PageResult<T>>(response, "it is empty")
        : Outcome.FromResult(page with { ServiceTime = response.ServiceTime() });

    private static Outcome<Referral?> AcceptPatched(Referral? referral, HttpResponseMessage response, string id)
    {
        if (referral is null)
        {
            return Outcome.FromResult<Referral?>(null);
        }

        Outcome<Referral> accepted = Accept(referral, response, id);
        return accepted.Exception is { } refusal
            ? Outcome.FromException<Referral?>(refusal)
            : Outcome.FromResult<Referral?>(accepted.Result);
    }

    // An object without a GUID as its id is not a referral, and one with another id is not the referral of the request: a later write would
    // change the wrong one. The ETag may be in the response header only (wire contract 6).
    private static Outcome<Referral> Accept(Referral? referral, HttpResponseMessage response, string? id) => referral switch
    {
        null => Refuse<Referral>(response, "it is empty"),
        { IsDraft: true } => Refuse<Referral>(response, "it is not a referral, because it has no id"),
        _ when !Arguments.IsGuid(referral.Id) => Refuse<Referral>(response, "it is not a referral, because its id is not a GUID"),
        _ when id is not null && !id.Equals(referral.Id, StringComparison.OrdinalIgnoreCase) =>
            Refuse<Referral>(response, "it is another referral than the one that was asked for"),
        _ when response.EntityTag() is { } tag && IsBetter(tag, referral.ETag) => Outcome.FromResult(WithTag(referral, tag)),
        _ => Outcome.FromResult(referral),
    };

    // A record with another CRM id, or of another engagement, is not the one that was created. The service may HTML-encode text (wire
    // contract 3).
    private static Outcome<Referral> Accept(Referral? created, HttpResponseMessage response, Referral draft) =>
        created is not null
        && ((IsOther(created.ExternalReferenceId, draft.ExternalReferenceId, StringComparison.Ordinal)
                && IsOther(WebUtility.HtmlDecode(created.ExternalReferenceId), draft.ExternalReferenceId, StringComparison.Ordinal))
            || IsOther(created.EngagementId, draft.EngagementId, StringComparison.OrdinalIgnoreCase))
            ? Refuse<Referral>(response, "it is another referral than the one that was sent")
            : Accept(created, response, id: null);

    private static bool IsOther(string? shown, string? sent, StringComparison comparison) =>
        !string.IsNullOrWhiteSpace(shown) && !string.IsNullOrWhiteSpace(sent) && !shown.Trim().Equals(sent.Trim(), comparison);

    // A number or any other text in the body is no ETag that a write could send.
    private static bool IsBetter(string tag, string other) =>
        other.Length == 0 || (Arguments.IsTag(tag) && !Arguments.IsTag(other));

    // The header says what the body does not: the ETag is then not missing, even if the body's cannot be read.
    private static Referral WithTag(Referral referral, string tag) => referral with
    {
        ETag = tag,
        UnreadableMembers = [.. referral.UnreadableMembers.Where(path => path != UnreadablePaths.ETag)],
    };

    private static Outcome<T> Refuse<T>(HttpResponseMessage response, string why) =>
        Outcome.FromException<T>(ResponseReader.Unreadable(response, why));
}
