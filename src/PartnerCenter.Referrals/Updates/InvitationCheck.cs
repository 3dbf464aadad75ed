using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Lists the engagement before an invitation is sent. It refuses the invitation while another one to the same participant is open, and
/// remembers the records that exist, so that none of them is mistaken for the new one later.
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
        Outcome<bool> read = await listing.ReadAsync(
            engagement,
            page =>
            {
                ids.UnionWith(page.Items.Select(referral => referral.Id));
                open ??= page.Items.FirstOrDefault(referral => CreateVerifier.IsOpenInvitation(connected, referral));
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
            _ when deadline.IsOver => UnsentInvitation.Because(
                new ReferralsTimeoutException("It took all of the time; raise Timeout."), options),
            _ => null,
        };
        return refusal is null
            ? Outcome.FromResult<IReadOnlySet<string>>(ids)
            : Outcome.FromException<IReadOnlySet<string>>(refusal);
    }

    private static ReferralValidationException Refusal(Referral connected, Referral open) => new(
        Operation.Invite.Name,
        [
            new RuleViolation(
                "target",
                $"An invitation to {string.Join(", ", connected.Target.Select(target => target.Id))} is still open"
                    // The message repeats no text that only claims to be an id.
                    + $"{(Arguments.IsGuid(open.Id) ? $" (referral {open.Id})" : "")} in this engagement. Wait until it is answered or "
                    + "expires; ListRelatedAsync shows it. To invite all the same, set CheckOpenInvitations to false.",
                RuleSource.UserInterface),
        ]);
}
