using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals.Tests;

/// <summary>A decorator as a user would write it: it records each call and rebuilds the options from their public members.</summary>
/// <param name="inner">The decorated client.</param>
/// <param name="audit">Records the name of a call.</param>
/// <param name="passesValidation">False if the rebuilt options lack the validation of the call.</param>
internal sealed class AuditingClient(IReferralsClient inner, Action<string> audit, bool passesValidation = true) : IReferralsClient
{
    public ClientValidation ClientValidation => inner.ClientValidation;

    public ReferralListing ListAsync(
        ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(query, Audited("list", options), cancellationToken);

    public IAsyncEnumerable<T> ListAsync<T>(
        ReferralQuery? query,
        JsonTypeInfo<T> projection,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class =>
        inner.ListAsync(query, projection, Audited("list", options), cancellationToken);

    public Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.GetAsync(id, Audited("get", options), cancellationToken);

    public Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.CreateAsync(draft, Audited("create", options), cancellationToken);

    public Task<Referral> ReplaceAsync(
        Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ReplaceAsync(referral, Audited("replace", options), cancellationToken);

    public Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.UpdateAsync(id, change, Audited("update", options), cancellationToken);

    public Task<Referral> UpdateAsync(
        Referral current,
        Func<Referral, Referral> change,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        inner.UpdateAsync(current, change, Audited("update", options), cancellationToken);

    public Task<Referral> PatchAsync(
        Referral referral, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.PatchAsync(referral, patch, Audited($"patch {string.Join(", ", patch.Operations)}", options), cancellationToken);

    public Task<Referral> PatchAsync(
        string id, string eTag, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.PatchAsync(id, eTag, patch, Audited($"patch {string.Join(", ", patch.Operations)}", options), cancellationToken);

    public Task<Referral> PatchUnconditionallyAsync(
        string id, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.PatchUnconditionallyAsync(id, patch, Audited($"patch {string.Join(", ", patch.Operations)}", options), cancellationToken);

    public Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.InviteAsync(referral, invitation, Audited("invite", options), cancellationToken);

    private ReferralCallOptions Audited(string call, ReferralCallOptions? options)
    {
        audit(call);
        return new ReferralCallOptions
        {
            CorrelationId = options?.CorrelationId,
            Timeout = options?.Timeout,
            MaxAttempts = options?.MaxAttempts,
            MaxConflictRetries = options?.MaxConflictRetries,
            ClientValidation = passesValidation ? options?.ClientValidation : null,
            OnResponse = options?.OnResponse,
        };
    }
}
