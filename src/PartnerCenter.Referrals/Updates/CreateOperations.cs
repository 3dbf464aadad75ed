namespace PartnerCenter.Referrals;

/// <summary>
/// Create and invite with their aftermath: where no answer tells whether the referral exists, it is looked for. It only ever finds; nothing is sent a second
/// time, since the service has no idempotency key (wire contract 1.3).
/// </summary>
internal sealed class CreateOperations(ReferralRequests requests, ReferralsClientOptions options)
{
    private const int Tries = 3;
    private const int MaxPages = 5;

    // How far this machine's clock may be ahead of the service's.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan _retryDelay = options.RetryDelay;
    private readonly bool _finds = options.ResolveUnknownOutcomes;

    public async Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        DateTimeOffset started = _time.GetUtcNow();
        try
        {
            return await requests.PostAsync(OperationName.Create, draft, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (_finds && !string.IsNullOrEmpty(draft.ExternalReferenceId))
        {
            ReferralQuery newest = new() { OrderBy = ReferralOrder.CreatedDateTime.Descending, MaxPages = MaxPages };
            return await FindAsync(unknown, newest, Like(draft), started, options, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<Referral> InviteAsync(Referral connected, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        DateTimeOffset started = _time.GetUtcNow();
        try
        {
            return await requests.PostAsync(OperationName.Invite, connected, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ReferralOutcomeUnknownException unknown) when (_finds)
        {
            ReferralQuery engagement = new() { Filter = ReferralFilter.ForEngagement(connected.EngagementId) };
            return await FindAsync(unknown, engagement, ForSame(connected), started, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Predicate<Referral> Like(Referral draft) => found =>
        found.ExternalReferenceId == draft.ExternalReferenceId && found.Type == draft.Type
        && found.Details?.DealValue == draft.Details?.DealValue && found.Details?.Currency == draft.Details?.Currency
        && (draft.EngagementId.Length == 0 || SameId(found.EngagementId, draft.EngagementId));

    // One that was answered already is an earlier one, which may be why there is another.
    private static Predicate<Referral> ForSame(Referral connected) => found =>
        found.Status != ReferralStatus.Closed && SameId(found.EngagementId, connected.EngagementId) && connected.Target.All(target => found.Target.Any(other => SameId(other.Id, target.Id)));

    private static bool SameId(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private async Task<Referral> FindAsync(
        ReferralOutcomeUnknownException unknown,
        ReferralQuery where,
        Predicate<Referral> isLike,
        DateTimeOffset started,
        ReferralCallOptions? options,
        CancellationToken cancellationToken)
    {
        // One id for the write and the reads that follow it.
        options = (options ?? new()) with { CorrelationId = unknown.CorrelationId };
        string seen = "not found";
        try
        {
            for (int number = 1; number <= Tries; number++)
            {
                try
                {
                    switch (await LookAsync(where, isLike, started - ClockAllowance, options, cancellationToken).ConfigureAwait(false))
                    {
                        case [Referral only]:
                            return only;
                        case { Count: > 1 }:
                            throw NotFoundOut(unknown, "There are several like it, made in the last minutes: which one is meant, if any, cannot be told.");
                    }
                }
                catch (ReferralsException failure) when (failure is not ReferralOutcomeUnknownException)
                {
                    // The search is an extra: that it fails leaves the outcome what it was.
                    seen = $"not found; the last search failed ({failure.GetType().Name})";
                }

                if (number < Tries)
                {
                    await Task.Delay(_retryDelay * number, _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(
                $"The caller cancelled while the outcome of {unknown.Operation} was being found out: it may have taken effect.", cancelled, cancelled.CancellationToken);
        }

        throw NotFoundOut(unknown, $"It was looked for {Tries} times among the newest referrals and {seen}, which is no proof: the service may show it later.");
    }

    private async Task<List<Referral>> LookAsync(
        ReferralQuery where, Predicate<Referral> isLike, DateTimeOffset notBefore, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        List<Referral> found = [];
        await foreach (Referral referral in requests.List(where, options, cancellationToken).ConfigureAwait(false))
        {
            bool isRecent = referral.CreatedDateTime >= notBefore;
            if (isRecent && isLike(referral))
            {
                found.Add(referral);
            }

            if (!isRecent && where.OrderBy is not null)
            {
                break; // The newest first: what follows is older still.
            }
        }

        return found;
    }

    private static ReferralOutcomeUnknownException NotFoundOut(ReferralOutcomeUnknownException unknown, string why) => new($"{unknown.Message} {why}", unknown);
}
