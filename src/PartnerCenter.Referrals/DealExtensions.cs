namespace PartnerCenter.Referrals;

/// <summary>
/// Provides methods that create a deal together with an invitation, and that turn a deal into a partner-led or co-sell deal.
/// </summary>
/// <remarks>
/// While a deal is open, it can go from private to partner-led (Microsoft's sellers see it) to co-sell (Microsoft is asked for help), and
/// never back. This is known from Partner Center's user interface. The requests that these methods send are inferred, except for the create
/// and the invitation.
/// </remarks>
public static class DealExtensions
{
    /// <summary>Creates a deal and invites a participant into its engagement. The two requests share one <c>MS-CorrelationId</c>.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="draft">The deal to create, as <see cref="Deal.CoSell"/> or <see cref="Deal.ServicesCoSell"/> returns it.</param>
    /// <param name="invitation">The participant to invite, and the kind of help to ask for.</param>
    /// <param name="options">
    /// Options that override the client's for this call; the timeout, the attempts and <c>OnResponse</c> apply to each of the two requests.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancels the call. Once the deal has been created, cancellation throws <see cref="CoSellIncompleteException"/>, so that the deal is
    /// not lost.
    /// </param>
    /// <returns>The deal and the connected referral of the participant.</returns>
    /// <exception cref="ArgumentException"><paramref name="draft"/> has an id, so it already exists.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent, because the draft or the invitation breaks rules. The exception lists every broken rule.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">The create was sent and the deal may exist, but nobody was invited.</exception>
    /// <exception cref="CoSellIncompleteException">
    /// The deal was created, but the invitation failed or its outcome is unknown. To continue, call
    /// <c>InviteAsync(exception.GetDeal(), invitation)</c>.
    /// </exception>
    /// <remarks>
    /// Microsoft documents the two steps in
    /// <see href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</see>.
    /// </remarks>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</seealso>
    public static async Task<CoSellEngagement> CreateCoSellAsync(
        this IReferralsClient client,
        Referral draft,
        Invitation invitation,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireDraft(draft);
        ArgumentNullException.ThrowIfNull(invitation);
        InvitationRules.CheckCoSell(draft, invitation, options?.ClientValidation ?? client.ClientValidation);
        options = options.WithCorrelationId();
        Referral deal = await client.CreateAsync(draft, options, cancellationToken).ConfigureAwait(false);
        return await InviteIntoAsync(client, deal, invitation, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a private deal visible to Microsoft's sellers: it becomes partner-led. This cannot be undone.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="referral">The deal as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>
    /// The deal as it is now, with its new ETag. A deal that is already partner-led is returned unchanged, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The deal has no id or no valid ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent, because the deal is a co-sell deal or closed.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <remarks>
    /// The method patches <c>consent/consentToShareReferralWithMicrosoftSellers</c>; that this is the right request is inferred. Microsoft
    /// documents the patch in <see href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</see>.
    /// </remarks>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/patch-a-referral">Patch a referral</seealso>
    public static async Task<Referral> MakePartnerLedAsync(
        this IReferralsClient client, Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        if (referral.Kind == ReferralKind.PartnerLedDeal)
        {
            return referral;
        }

        ReferralRules.CheckPartnerLed(referral, options?.ClientValidation ?? client.ClientValidation);
        return await ShareWithMicrosoftAsync(client, referral, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks Microsoft for help with a deal: makes the deal visible to Microsoft's sellers if they cannot see it yet, and invites them. This
    /// cannot be undone.
    /// </summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="referral">The deal as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="invitation">The invitation, which must be to Microsoft.</param>
    /// <param name="options">
    /// Options that override the client's for this call; the timeout, the attempts and <c>OnResponse</c> apply to each of its requests.
    /// </param>
    /// <param name="cancellationToken">
    /// Cancels the call. Once the deal has been changed, cancellation throws <see cref="CoSellIncompleteException"/>, so that its new ETag
    /// is not lost.
    /// </param>
    /// <returns>The deal as it is now, and the connected referral of Microsoft.</returns>
    /// <exception cref="ArgumentException">
    /// The deal has no id or no valid ETag, or the invitation is to another partner. <c>InviteAsync</c> invites partners.
    /// </exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent, because the invitation breaks rules or the deal is closed. The exception lists every broken rule.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal; nobody was invited.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A request was sent, and whether it took effect could not be determined. It was the change of the deal, and nobody was invited; or,
    /// if the deal was already visible, it was the invitation. <see cref="ReferralsException.Operation"/> says which.
    /// </exception>
    /// <exception cref="CoSellIncompleteException">The deal was changed, but the invitation failed or its outcome is unknown.</exception>
    /// <remarks>
    /// The <see cref="Referral.Type"/> of your own deal does not change; on a private or partner-led deal it stays Independent. Whether the
    /// service expects it to become Shared is not known, and it cannot be patched. The deal's <see cref="Referral.Kind"/> is therefore
    /// <see cref="ReferralKind.PartnerLedDeal"/> afterwards. Microsoft's record is Shared.
    /// </remarks>
    /// <seealso href="https://learn.microsoft.com/partner-center/developer/create-a-referral">Create a referral</seealso>
    public static async Task<CoSellEngagement> MakeCoSellAsync(
        this IReferralsClient client,
        Referral referral,
        Invitation invitation,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral, nameof(referral));
        ArgumentNullException.ThrowIfNull(invitation);
        if (!invitation.IsToMicrosoft)
        {
            throw new ArgumentException(
                "The invitation must be to Microsoft. Call InviteAsync to invite another partner.", nameof(invitation));
        }

        Consent consent = (referral.Consent ?? new()) with { ConsentToShareReferralWithMicrosoftSellers = true };
        InvitationRules.Check(referral with { Consent = consent }, invitation, options?.ClientValidation ?? client.ClientValidation);
        options = options.WithCorrelationId();
        if (referral.Consent?.ConsentToShareReferralWithMicrosoftSellers == true)
        {
            Referral connected = await client.InviteAsync(referral, invitation, options, cancellationToken).ConfigureAwait(false);
            return new CoSellEngagement(referral, connected);
        }

        Referral deal = await ShareWithMicrosoftAsync(client, referral, options, cancellationToken).ConfigureAwait(false);
        return await InviteIntoAsync(client, deal, invitation, options, cancellationToken).ConfigureAwait(false);
    }

    private static Task<Referral> ShareWithMicrosoftAsync(
        IReferralsClient client, Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        client.PatchAsync(referral, new ReferralPatch().ConsentToShareReferralWithMicrosoftSellers(true), options, cancellationToken);

    /// <exception cref="CoSellIncompleteException">The invitation failed. The exception holds the deal of the first request.</exception>
    private static async Task<CoSellEngagement> InviteIntoAsync(
        IReferralsClient client, Referral deal, Invitation invitation, ReferralCallOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new CoSellIncompleteException(deal, mayHaveInvited: false, new OperationCanceledException(cancellationToken));
        }

        try
        {
            return new CoSellEngagement(deal, await client.InviteAsync(deal, invitation, options, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            // A cancellation, or an exception from a callback, may come after the request was sent.
            bool mayHaveInvited = failure is not ReferralsException or ReferralOutcomeUnknownException;
            throw new CoSellIncompleteException(deal, mayHaveInvited, failure);
        }
    }
}
