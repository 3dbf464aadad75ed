using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Creates and invites. If no response shows whether the referral exists, it searches for the referral. The search only reads: nothing is
/// created a second time, since the service has no idempotency key (wire contract 1.3).
/// </summary>
internal sealed class CreateOperations
{
    private readonly ReferralRequests _requests;
    private readonly InvitationCheck _check;
    private readonly OutcomeSearch _search;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly bool _resolvesUnknownOutcomes;
    private readonly bool _checksOpenInvitations;
    private readonly ClientValidation _validation;

    public CreateOperations(ReferralRequests requests, ReferralsClientOptions options)
    {
        BoundedListing listing = new(requests);
        _requests = requests;
        _check = new InvitationCheck(listing);
        _search = new OutcomeSearch(listing, options.TimeProvider, options.RetryDelay);
        _time = options.TimeProvider;
        _timeout = options.Timeout;
        _resolvesUnknownOutcomes = options.ResolveUnknownOutcomes;
        _checksOpenInvitations = options.CheckOpenInvitations;
        _validation = options.ClientValidation;
    }

    /// <exception cref="ReferralValidationException">A rule is broken; nothing was sent.</exception>
    public async Task<Outcome<Referral>> CreateAsync(Referral draft, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        ReferralRules.CheckDraft(draft, _time.GetUtcNow(), options?.ClientValidation ?? _validation);
        long sent = 0;
        Outcome<Referral> created = await _requests.PostAsync(
            Operation.Create, draft, () => sent = _time.GetTimestamp(), options, cancellationToken).ConfigureAwait(false);
        if (created.Exception is not ReferralOutcomeUnknownException unknown
            || !_resolvesUnknownOutcomes || string.IsNullOrWhiteSpace(draft.ExternalReferenceId))
        {
            return created;
        }

        ReferralQuery newest = new() { OrderBy = ReferralOrder.CreatedDateTime.Descending };
        return await _search.RunAsync(
            unknown, newest, found => CreateVerifier.IsCreatedFrom(draft, found), sent, options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<Referral>> InviteAsync(
        Referral connected, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        OptionsValidation.Check(options);
        options = options.WithCorrelationId();
        if (await _requests.SignInAsync(Operation.Invite, options, cancellationToken).ConfigureAwait(false) is { } unsigned)
        {
            return Outcome.FromException<Referral>(unsigned);
        }

        Deadline deadline = new(_time, options.Timeout ?? _timeout);
        ReferralQuery engagement = new() { Filter = ReferralFilter.ForEngagement(connected.EngagementId) };
        IReadOnlySet<string> seen = new HashSet<string>();
        if (_checksOpenInvitations)
        {
            Outcome<IReadOnlySet<string>> check = await _check.RunAsync(
                connected, engagement, deadline, options, cancellationToken).ConfigureAwait(false);
            if (check.Exception is { } refusal)
            {
                return Outcome.FromException<Referral>(refusal);
            }

            seen = check.Result!;
        }

        long sent = 0;
        Outcome<Referral> invited = await _requests.PostAsync(
            Operation.Invite, connected, () => sent = _time.GetTimestamp(), deadline.Apply(options), cancellationToken)
            .ConfigureAwait(false);
        return invited.Exception is ReferralOutcomeUnknownException unknown && _resolvesUnknownOutcomes
            ? await _search.RunAsync(
                unknown,
                engagement,
                found => CreateVerifier.IsInvitedBy(connected, found) && !seen.Contains(found.Id),
                sent,
                options,
                cancellationToken).ConfigureAwait(false)
            : invited;
    }
}
