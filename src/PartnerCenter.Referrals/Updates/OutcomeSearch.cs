using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Searches for the referral of a create or an invitation whose outcome is unknown, several times, because the service may show it late.
/// </summary>
internal sealed class OutcomeSearch(BoundedListing listing, TimeProvider time, TimeSpan retryDelay)
{
    private const int MaxSearches = 3;

    // The Date header has whole seconds, and the services that set it and the time of creation may have different clocks.
    private static readonly TimeSpan ClockAllowance = TimeSpan.FromSeconds(2);

    /// <summary>Returns the only match; a failure if none or several match, or if the searches are not conclusive.</summary>
    /// <param name="unknown">The unknown outcome.</param>
    /// <param name="query">The query of each search. If it has an order, it must be the newest first.</param>
    /// <param name="isMatch">Decides whether a record can be the referral, except for the time of its creation.</param>
    /// <param name="sent">The timestamp of the moment when the request was sent.</param>
    /// <param name="options">The options of the call.</param>
    /// <param name="cancellationToken">Cancels the searches.</param>
    public async Task<Outcome<Referral>> RunAsync(
        ReferralOutcomeUnknownException unknown,
        ReferralQuery query,
        Predicate<Referral> isMatch,
        long sent,
        ReferralCallOptions? options,
        CancellationToken cancellationToken)
    {
        Deadline deadline = new(time, Deadline.FollowUp);
        // The write and the reads that follow it share one id.
        options = (options ?? new()) with { CorrelationId = unknown.CorrelationId };
        string doubt = "";
        List<Exception> failures = [];
        for (int searches = 1; ; searches++)
        {
            Outcome<SearchResult> search = await SearchAsync(
                query, isMatch, sent, deadline, options, cancellationToken).ConfigureAwait(false);
            switch (search)
            {
                case { Exception: OperationCanceledException cancelled }:
                    return Outcome.FromException<Referral>(UnknownOutcome.Cancelled(unknown, cancelled));
                case { Exception: { } failure }:
                    // A search that fails leaves the outcome unknown.
                    failures.Add(failure);
                    break;
                case { Result.Doubt: { } why }:
                    doubt = $" ({why})";
                    break;
                case { Result.Matches: [var only] }:
                    return Outcome.FromResult(only);
                case { Result.Matches.Count: > 1 }:
                    return Unresolved(
                        unknown,
                        "A search found several matching referrals that were created since the request was sent; "
                            + "which of them this call created, if any, is not known.");
            }

            TimeSpan delay = retryDelay * searches;
            if (searches == MaxSearches || delay >= deadline.Left)
            {
                return Unresolved(
                    unknown,
                    $"{Describe(searches - failures.Count, doubt, failures)} That proves nothing, because the service may show it later. "
                        + "Search for it again before you send it again.");
            }

            try
            {
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException cancelled)
            {
                return Outcome.FromException<Referral>(UnknownOutcome.Cancelled(unknown, cancelled));
            }
        }
    }

    private async Task<Outcome<SearchResult>> SearchAsync(
        ReferralQuery query,
        Predicate<Referral> isMatch,
        long sent,
        Deadline deadline,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        // A record that moves to another page while the pages are read appears twice.
        Dictionary<string, Referral> matches = new(StringComparer.OrdinalIgnoreCase);
        string? doubt = null;
        bool hasSkipped = false;
        Outcome<bool> read = await listing.ReadAsync(
            query, Read, deadline, options, cancellationToken, isFollowUp: true).ConfigureAwait(false);
        return read switch
        {
            { Exception: { } failure } => Outcome.FromException<SearchResult>(failure),
            // A match is new enough and agrees in everything, so it counts although further pages were not read.
            { Result: false } when matches.Count == 0 => Outcome.FromResult(
                new SearchResult([], $"at least one search was ended after {BoundedListing.MaxPages} pages")),
            _ when matches.Count == 0 && doubt is null && hasSkipped => Outcome.FromResult(
                new SearchResult([], "at least one search skipped an item that cannot be read")),
            _ => Outcome.FromResult(new SearchResult([.. matches.Values], doubt)),
        };

        // Compares the service's own times, because this machine's clock may be wrong. The differences cannot overflow.
        bool Read(ListingPage<Referral> page)
        {
            hasSkipped |= page.Skipped > 0;
            if (page.ServiceTime is not { } now)
            {
                doubt = "at least one response has no Date header, so the age of its referrals is not known";
                return false;
            }

            TimeSpan oldest = time.GetElapsedTime(sent) + ClockAllowance;
            bool isPastStart = false;
            foreach (Referral referral in page.Items)
            {
                TimeSpan? age = now - referral.CreatedDateTime;
                isPastStart |= age > oldest;
                if (age >= -ClockAllowance && age <= oldest && isMatch(referral))
                {
                    matches[referral.Id] = referral;
                }
            }

            // With the newest first, the pages that follow are older.
            return !isPastStart || query.OrderBy is null;
        }
    }

    // Says what was in fact done: searches that failed, and those that could not be sent, have looked for nothing.
    private static string Describe(int answered, string doubt, List<Exception> failures)
    {
        string found = $"It was not found in {Count(answered)}{doubt}";
        if (failures.Count == 0)
        {
            return found + ".";
        }

        string kinds = string.Join(", ", failures.Select(failure => failure.GetType().Name).Distinct());
        return answered > 0 ? $"{found}, and {Count(failures.Count)} failed ({kinds})."
            : failures.TrueForAll(IsUnsent) ? $"No search for it could be sent ({kinds})."
            : $"No search for it succeeded ({kinds}, in {Count(failures.Count)}).";
    }

    private static bool IsUnsent(Exception failure) => failure is ReferralsException { RequestsSent: 0, Page: null or 1 };

    private static string Count(int searches) => searches == 1 ? "1 search" : $"{searches} searches";

    private static Outcome<Referral> Unresolved(ReferralOutcomeUnknownException unknown, string why) =>
        Outcome.FromException<Referral>(new ReferralOutcomeUnknownException($"{unknown.Message} {why}", unknown));
}
