using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Creates and invites. If no response shows whether the referral exists, it searches for the referral. The search only reads: nothing is
/// created a second time, since the service has no idempotency key (wire contract 1.3).
/// </summary>
internal sealed class CreateOperations(ReferralRequests requests, Listings listings, ReferralsClientOptions options)
{
    private const int MaxSearches = 3;
    private const int MaxPages = 5;

    // How far this machine's clock may be ahead of the service's.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly bool _resolvesUnknownOutcomes = options.ResolveUnknownOutcomes;
    private readonly ClientValidation _validation = options.ClientValidation;

    /// <exception cref="ReferralValidationException">A rule is broken; nothing was sent.</exception>
    public async Task<Outcome<Referral>> CreateAsync(Referral draft, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        ReferralRules.CheckDraft(draft, options?.ClientValidation ?? _validation);
        DateTimeOffset started = _time.GetUtcNow();
        Outcome<Referral> created = await requests.PostAsync(Operation.Create, draft, options, cancellationToken).ConfigureAwait(false);
        if (created.Exception is not ReferralOutcomeUnknownException unknown
            || !_resolvesUnknownOutcomes || string.IsNullOrEmpty(draft.ExternalReferenceId))
        {
            return created;
        }

        ReferralQuery newest = new() { OrderBy = ReferralOrder.CreatedDateTime.Descending, MaxPages = MaxPages };
        return await ResolveAsync(unknown, newest, IsCreatedFrom(draft), started, options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<Referral>> InviteAsync(
        Referral connected, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        DateTimeOffset started = _time.GetUtcNow();
        Outcome<Referral> invited = await requests.PostAsync(
            Operation.Invite, connected, options, cancellationToken).ConfigureAwait(false);
        if (invited.Exception is not ReferralOutcomeUnknownException unknown || !_resolvesUnknownOutcomes)
        {
            return invited;
        }

        ReferralQuery engagement = new() { Filter = ReferralFilter.ForEngagement(connected.EngagementId) };
        return await ResolveAsync(
            unknown, engagement, IsInvitationLike(connected), started, options, cancellationToken).ConfigureAwait(false);
    }

    private static Predicate<Referral> IsCreatedFrom(Referral draft) => found =>
        found.ExternalReferenceId == draft.ExternalReferenceId && found.Type == draft.Type
        && found.Details?.DealValue == draft.Details?.DealValue && found.Details?.Currency == draft.Details?.Currency
        && (draft.EngagementId.Length == 0 || SameId(found.EngagementId, draft.EngagementId));

    // A closed match is an earlier invitation, whose end may be why the caller invites again.
    private static Predicate<Referral> IsInvitationLike(Referral connected) => found =>
        found.Status != ReferralStatus.Closed
        && SameId(found.EngagementId, connected.EngagementId)
        && connected.Target.All(target => found.Target.Any(other => SameId(other.Id, target.Id)));

    private static bool SameId(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private async Task<Outcome<Referral>> ResolveAsync(
        ReferralOutcomeUnknownException unknown,
        ReferralQuery where,
        Predicate<Referral> isMatch,
        DateTimeOffset started,
        ReferralCallOptions? options,
        CancellationToken cancellationToken)
    {
        Deadline deadline = new(_time, Deadline.FollowUp);
        // The write and the reads that follow it share one id.
        options = (options ?? new()) with { CorrelationId = unknown.CorrelationId };
        string failed = "";
        int searches = 0;
        while (true)
        {
            Outcome<List<Referral>> search = await SearchAsync(
                where, isMatch, started - ClockAllowance, deadline.Apply(options), cancellationToken).ConfigureAwait(false);
            searches++;
            switch (search)
            {
                case { Result: [Referral only] }:
                    return Outcome.FromResult(only);
                case { Result.Count: > 1 }:
                    return Unresolved(
                        unknown,
                        "A search found several matching referrals that were created in the last minutes; "
                            + "which of them this call created, if any, is not known.");
                case { Exception: OperationCanceledException cancelled }:
                    return Outcome.FromException<Referral>(UnknownOutcome.Cancelled(unknown, cancelled));
                case { Exception: { } failure }:
                    // A search that fails leaves the outcome unknown.
                    failed = $" (at least one search failed: {failure.GetType().Name})";
                    break;
            }

            TimeSpan delay = _retryDelay * searches;
            if (searches == MaxSearches || delay >= deadline.Left)
            {
                return Unresolved(
                    unknown,
                    $"It was not found in {searches} {(searches == 1 ? "search" : "searches")}{failed}. That proves nothing, because the "
                        + "service may show it later. Search for it again before you send it again.");
            }

            try
            {
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException cancelled)
            {
                return Outcome.FromException<Referral>(UnknownOutcome.Cancelled(unknown, cancelled));
            }
        }
    }

    private async Task<Outcome<List<Referral>>> SearchAsync(
        ReferralQuery where,
        Predicate<Referral> isMatch,
        DateTimeOffset notBefore,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        List<Referral> found = [];
        try
        {
            await foreach (Referral referral in listings.All(where, options, cancellationToken).ConfigureAwait(false))
            {
                bool isRecent = referral.CreatedDateTime >= notBefore;
                if (isRecent && isMatch(referral))
                {
                    found.Add(referral);
                }

                if (!isRecent && where.OrderBy is not null)
                {
                    break; // The order is newest first, so the rest is older.
                }
            }
        }
        catch (Exception failure)
        {
            return Outcome.FromException<List<Referral>>(failure);
        }

        return Outcome.FromResult(found);
    }

    private static Outcome<Referral> Unresolved(ReferralOutcomeUnknownException unknown, string why) =>
        Outcome.FromException<Referral>(new ReferralOutcomeUnknownException($"{unknown.Message} {why}", unknown));
}
