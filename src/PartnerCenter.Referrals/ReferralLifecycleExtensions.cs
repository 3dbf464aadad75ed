namespace PartnerCenter.Referrals;

/// <summary>Provides methods that accept, decline, advance and close referrals.</summary>
/// <remarks>
/// <para>
/// Each method calls <see cref="IReferralsClient.PatchAsync(Referral, ReferralPatch, ReferralCallOptions?, CancellationToken)"/> once, with
/// the referral's ETag and with status and substatus in one patch. If somebody else has changed the referral, it throws
/// <see cref="ReferralConflictException"/>. Microsoft documents the transitions in
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>.
/// </para>
/// <para>
/// A referral that is already in the target state is returned as it was passed in, and nothing is sent: a job that runs a second time
/// changes nothing. A reason that differs from the stored one is then refused, because a closed referral accepts no new reason.
/// </para>
/// <para>
/// A transition that the rules do not allow is refused with a <see cref="ReferralValidationException"/> before the client is called, unless
/// <see cref="ReferralCallOptions.ClientValidation"/>, or the client's own setting if that is null, turns the rule off. The service decides
/// about a status that this version of the client does not know.
/// </para>
/// </remarks>
public static class ReferralLifecycleExtensions
{
    /// <summary>Accepts a referral that is waiting for your response: it becomes Active/Accepted.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag. A referral that is already accepted is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because a referral in this state cannot be accepted.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
    public static Task<Referral> AcceptAsync(
        this IReferralsClient client,
        Referral referral,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.Accept, null, options, cancellationToken);

    /// <summary>Declines a referral that is waiting for your response: it becomes Closed/Declined. This is final.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="reason">The reason, in free text; null keeps the stored reason.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag. A referral that is already declined is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because a referral in this state cannot be declined.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
    public static Task<Referral> DeclineAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.Decline, reason, options, cancellationToken);

    /// <summary>Closes an active deal as won: it becomes Closed/Won. Afterwards you can only register the deal.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag. A referral that is already won is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because a referral in this state cannot be won.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
    public static Task<Referral> CloseAsWonAsync(
        this IReferralsClient client,
        Referral referral,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.CloseAsWon, null, options, cancellationToken);

    /// <summary>Closes an active deal as lost: it becomes Closed/Lost. This is final.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="reason">The reason, in free text; null keeps the stored reason.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag. A referral that is already lost is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because a referral in this state cannot be lost.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
    public static Task<Referral> CloseAsLostAsync(
        this IReferralsClient client,
        Referral referral,
        string? reason = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ChangeStatusAsync(client, referral, StatusTable.CloseAsLost, reason, options, cancellationToken);

    /// <summary>
    /// Sets the sales stage of an active deal. Any stage may follow any other: no document says that a stage cannot go back.
    /// </summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The referral as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="stage">The stage, in either notation. It is sent unchanged.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The referral as it is now, with its new ETag. A referral that is already at this stage is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag, or the stage is null or empty.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because the referral is closed or not yet accepted.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the referral.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
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
            throw new ArgumentException("The stage must not be empty. Pass a stage such as SalesStage.Develop.", nameof(stage));
        }

        // Only an active deal can already have the stage. For any other referral the table decides.
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
