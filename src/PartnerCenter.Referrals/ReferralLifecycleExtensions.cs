namespace PartnerCenter.Referrals;

/// <summary>The life of a referral: answer it, move it on, close it.</summary>
/// <remarks>
/// <para>
/// Each is one <see cref="IReferralsClient.PatchAsync(Referral, Action{ReferralPatch}, ReferralCallOptions?, CancellationToken)"/> under the referral's ETag, with
/// status and substatus in one document: what the service gave with the referral decides, and a colleague who was faster is a
/// <see cref="ReferralConflictException"/>. Mirrors the transitions of Microsoft's page <em>Referral resources</em>.
/// </para>
/// <para>
/// A referral that stands already where a method would take it comes back as it was given, and nothing is sent: a job that runs a second time changes nothing. A reason
/// other than the one that is there is refused then, since a closed referral takes none any more.
/// </para>
/// <para>
/// A move that the status table does not have is refused by <see cref="ReferralValidationException"/> before anything leaves, as far as the client's and the call's
/// <see cref="ClientValidation"/> say so. A status that this version does not know is left to the service. It is the client who judges: a substitute of it in a test
/// judges as it is set up.
/// </para>
/// </remarks>
public static class ReferralLifecycleExtensions
{
    /// <summary>Accepts a referral that waits for an answer: it becomes Active/Accepted.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag; one that is accepted already comes back as it was given, and nothing is sent.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: a referral that stands where this one does cannot be accepted.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> AcceptAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        MoveAsync(client, referral, StatusTable.Accept, null, options, cancellationToken);

    /// <summary>Declines a referral that waits for an answer: it becomes Closed/Declined, for good.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="reason">Why, in free text; null leaves the reason that is there.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag; one that is declined already comes back as it was given, and nothing is sent.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: a referral that stands where this one does cannot be declined.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> DeclineAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        MoveAsync(client, referral, StatusTable.Decline, reason, options, cancellationToken);

    /// <summary>Closes an active deal as won: it becomes Closed/Won. Nothing but its registration may follow.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag; one that is won already comes back as it was given, and nothing is sent.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: a referral that stands where this one does cannot be won.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> CloseAsWonAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        MoveAsync(client, referral, StatusTable.Win, null, options, cancellationToken);

    /// <summary>Closes an active deal as lost: it becomes Closed/Lost, for good.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="reason">Why, in free text; null leaves the reason that is there.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag; one that is lost already comes back as it was given, and nothing is sent.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: a referral that stands where this one does cannot be lost.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> CloseAsLostAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        MoveAsync(client, referral, StatusTable.Lose, reason, options, cancellationToken);

    /// <summary>Sets the sales stage of an active deal. Any stage may follow any other: that none goes back is nowhere documented.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="stage">The stage, in either notation; it is sent as it is.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The referral as it is now, with its new ETag; one that is at this stage already comes back as it was given, and nothing is sent.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or the stage is null or empty.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: the referral is closed, or not accepted yet.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> AdvanceAsync(
        this IReferralsClient client, Referral referral, SalesStage stage, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Value.Length == 0)
        {
            throw new ArgumentException("Name the stage, such as SalesStage.Develop.", nameof(stage));
        }

        // Only where a sale is going on; elsewhere the table refuses.
        return StatusTable.Accept.IsDone(referral) && referral.SalesStage == stage
            ? Task.FromResult(referral)
            : client.PatchAsync(
                referral, patch => patch.SalesStage(stage).WithValidation(rules => StatusTable.CheckStage(referral, rules)), options, cancellationToken);
    }

    private static Task<Referral> MoveAsync(
        IReferralsClient client, Referral referral, StatusMove move, string? reason, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        return move.IsDone(referral) && (reason is null || reason == referral.StatusReason)
            ? Task.FromResult(referral)
            : client.PatchAsync(referral, Changes, options, cancellationToken);

        void Changes(ReferralPatch patch)
        {
            patch.Status(move.Status).Substatus(move.Substatus).WithValidation(rules => StatusTable.Check(move, referral, rules));
            if (reason is not null)
            {
                patch.StatusReason(reason);
            }
        }
    }
}
