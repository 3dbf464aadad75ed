namespace PartnerCenter.Referrals;

/// <summary>Accepts, declines, advances and closes referrals.</summary>
/// <remarks>
/// <para>
/// Each method is one <see cref="IReferralsClient.PatchAsync(Referral, ReferralPatch, ReferralCallOptions?, CancellationToken)"/> with the
/// referral's ETag, with status and substatus in one document: if somebody else has changed the referral, it throws <see
/// cref="ReferralConflictException"/>. Mirrors the transitions of Microsoft's page <em>Referral resources</em>.
/// </para>
/// <para>
/// A referral that is already in the target state is returned as it was passed in, and nothing is sent: a job that runs a second time
/// changes nothing. A reason other than the stored one is refused then, since a closed referral accepts none any more.
/// </para>
/// <para>
/// A transition that the status table does not have is refused with a <see cref="ReferralValidationException"/> before the client is
/// called, as far as <see cref="ReferralCallOptions.ClientValidation"/> or else <see cref="IReferralsClient.ClientValidation"/> says so. A
/// status that this version does not know is left to the service.
/// </para>
/// </remarks>
public static class ReferralLifecycleExtensions
{
    /// <summary>Accepts a referral that waits for an answer: it becomes Active/Accepted.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag; one that is accepted already comes back as it was given, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: a referral that stands where this one does cannot be accepted.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> AcceptAsync(
        this IReferralsClient client,
        Referral referral,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.Accept, null, options, cancellationToken);

    /// <summary>Declines a referral that waits for an answer: it becomes Closed/Declined, for good.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="reason">Why, in free text; null leaves the reason that is there.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag; one that is declined already comes back as it was given, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: a referral that stands where this one does cannot be declined.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> DeclineAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.Decline, reason, options, cancellationToken);

    /// <summary>Closes an active deal as won: it becomes Closed/Won. Nothing but its registration may follow.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag; one that is won already comes back as it was given, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: a referral that stands where this one does cannot be won.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> CloseAsWonAsync(
        this IReferralsClient client,
        Referral referral,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.CloseAsWon, null, options, cancellationToken);

    /// <summary>Closes an active deal as lost: it becomes Closed/Lost, for good.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="reason">Why, in free text; null leaves the reason that is there.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag; one that is lost already comes back as it was given, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: a referral that stands where this one does cannot be lost.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> CloseAsLostAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.CloseAsLost, reason, options, cancellationToken);

    /// <summary>
    /// Sets the sales stage of an active deal. Any stage may follow any other: that none goes back is nowhere documented.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The referral as it was read; its ETag guards it.</param>
    /// <param name="stage">The stage, in either notation; it is sent as it is.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag; one that is at this stage already comes back as it was given, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or the stage is null or empty.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: the referral is closed, or not accepted yet.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> AdvanceAsync(
        this IReferralsClient client,
        Referral referral,
        SalesStage stage,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Value.Length == 0)
        {
            throw new ArgumentException("Name the stage, such as SalesStage.Develop.", nameof(stage));
        }

        // A stage is set already only where a sale is in progress; elsewhere the table refuses.
        if (StatusTable.Accept.IsReachedBy(referral) && referral.SalesStage == stage)
        {
            return Task.FromResult(referral);
        }

        StatusTable.CheckSalesStage(referral, AllowedMethods.For, options?.ClientValidation ?? client.ClientValidation);
        return client.PatchAsync(referral, new ReferralPatch().SalesStage(stage), options, cancellationToken);
    }

    private static Task<Referral> ChangeStatusAsync(
        IReferralsClient client,
        Referral referral,
        StatusTransition transition,
        string? reason,
        ReferralCallOptions? options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        if (transition.IsReachedBy(referral) && (reason is null || reason == referral.StatusReason))
        {
            return Task.FromResult(referral);
        }

        StatusTable.Check(transition, referral, AllowedMethods.For, options?.ClientValidation ?? client.ClientValidation);
        ReferralPatch patch = new ReferralPatch().Status(transition.Status).Substatus(transition.Substatus);
        return client.PatchAsync(referral, reason is null ? patch : patch.StatusReason(reason), options, cancellationToken);
    }
}
