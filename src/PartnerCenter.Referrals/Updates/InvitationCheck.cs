using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Lists the engagement before an invitation is sent. It refuses the invitation while another one to the same participant is open, or may
/// be open because a value of its record cannot be read. It remembers the records that exist, so that none of them is mistaken for the new
/// one later.
/// </summary>
internal sealed class InvitationCheck(BoundedListing listing)
{
    /// <summary>Returns the ids of the engagement's records. With any failure, nothing was sent.</summary>
    public async Task<Outcome<IReadOnlySet<string>>> RunAsync(
        Referral connected,
        ReferralQuery engagement,
        Deadline deadline,
        ReferralCallOptions options,
        CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        Referral? open = null;
        bool hasSkipped = false;
        Outcome<bool> read = await listing.ReadAsync(
            engagement,
            page =>
            {
                ids.UnionWith(page.Items.Select(referral => referral.Id));
                hasSkipped |= page.Skipped > 0;
                open = page.Items.FirstOrDefault(referral => CreateVerifier.MayBeOpenInvitation(connected, referral));
                return open is null;
            },
            deadline,
            options,
            cancellationToken).ConfigureAwait(false);
        Exception? refusal = (open, read) switch
        {
            (Referral found, _) => Refusal(connected, found),
            (_, { Exception: { } failure }) => UnsentInvitation.Because(failure, options),
            (_, { Result: false }) => UnsentInvitation.Because(
                new ReferralsException($"It has more than {BoundedListing.MaxPages} pages."), options),
            _ when hasSkipped => UnsentInvitation.Because(
                new ReferralsException(
                    "An item of the list cannot be read, and may be an open invitation to the same participant. To see the others, use "
                        + "ListAsync with ReferralFilter.ForEngagement and SkipUnreadableItems. To invite all the same, set "
                        + "CheckOpenInvitations to false."),
                options),
            _ when deadline.IsOver => UnsentInvitation.Because(
                new ReferralsTimeoutException("It took all of the time; raise Timeout."), options),
            _ => null,
        };
        return refusal is null
            ? Outcome.FromResult<IReadOnlySet<string>>(ids)
            : Outcome.FromException<IReadOnlySet<string>>(refusal);
    }

    private static ReferralValidationException Refusal(Referral connected, Referral open)
    {
        IReadOnlyList<string> unreadable = open.UnreadableIn("/status", "/engagementId", "/target/id");
        string? participant = connected.Target.Single().Id; // A constant or a GUID, so it can be repeated.
        // The message repeats no text that only claims to be an id.
        string id = Arguments.IsGuid(open.Id) ? $" (referral {open.Id})" : "";
        string state = unreadable.Count == 0
            ? $"is still open{id} in this engagement. Wait until it is answered or expires; ListRelatedAsync shows it."
            : $"may still be open{id} in this engagement: {string.Join(", ", unreadable.Take(ReferralRules.MaxUnreadableNamed))} "
                + "of the record cannot be read. Look at it in Partner Center.";
        return new ReferralValidationException(
            Operation.Invite.Name,
            [
                new RuleViolation(
                    "target",
                    $"An invitation to {participant} {state} "
                        + "To invite all the same, set CheckOpenInvitations to false.",
                    RuleSource.UserInterface),
            ]);
    }
}
