namespace PartnerCenter.Referrals;

/// <summary>Deals that somebody is invited into, and deals that become more than they were.</summary>
/// <remarks>
/// A deal goes from private to partner-led (Microsoft's sellers see it) to co-sell (Microsoft is asked for help) while it is open, and
/// never back. Known from Partner Center's user interface; what is sent for it is inferred, but for the invitation.
/// </remarks>
public static class DealExtensions
{
    /// <summary>Creates a deal and invites a participant into its engagement: two requests with one <c>MS-CorrelationId</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="draft">The deal, as <see cref="Deal.CoSell"/> or <see cref="Deal.ServicesCoSell"/> makes it.</param>
    /// <param name="invitation">Whom to invite, and what for.</param>
    /// <param name="options">
    /// What is different for this call; time limit, attempts and <c>OnResponse</c> are for each of the two requests.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the call. Once the deal was created, that is a <see cref="CoSellIncompleteException"/> too, so that the deal is not lost.
    /// </param>
    /// <returns>Both records.</returns>
    /// <exception cref="ArgumentException"><paramref name="draft"/> has an id: it exists already.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: rules of the create or of the invitation are broken. All are listed.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">The create was sent, and the deal may exist; nobody was invited.</exception>
    /// <exception cref="CoSellIncompleteException">
    /// The deal was created; the invitation failed, or its outcome is unknown. <c>InviteAsync(exception.GetDeal(), invitation)</c> goes on.
    /// </exception>
    /// <remarks>Mirrors the two steps of Microsoft's page <em>Create a referral</em> for co-sell.</remarks>
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

    /// <summary>Shows a private deal to Microsoft's sellers: it becomes partner-led. That cannot be taken back.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The deal as it was read; its ETag guards it.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>
    /// The deal as it is now, with its new ETag; one that is partner-led already comes back as it is, and nothing is sent.
    /// </returns>
    /// <exception cref="ArgumentException">The deal has no id or no ETag.</exception>
    /// <exception cref="ReferralValidationException">Nothing was sent: the deal is a co-sell deal, or closed.</exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed it.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    /// <remarks>
    /// Sent as a patch of <c>consent/consentToShareReferralWithMicrosoftSellers</c>, which is inferred. Mirrors Microsoft's page <em>Patch
    /// a referral</em>.
    /// </remarks>
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
    /// Asks Microsoft for help with a deal: shows it to Microsoft's sellers if they cannot see it yet, and invites them. It cannot be taken
    /// back.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The deal as it was read; its ETag guards it.</param>
    /// <param name="invitation">What to ask for; an invitation to Microsoft.</param>
    /// <param name="options">
    /// What is different for this call; time limit, attempts and <c>OnResponse</c> are for each of its requests.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the call. Once the deal was changed, that is a <see cref="CoSellIncompleteException"/> too, so that its new ETag is not lost.
    /// </param>
    /// <returns>The deal as it is now, and Microsoft's record.</returns>
    /// <exception cref="ArgumentException">
    /// The deal has no id or no ETag, or the invitation is to another partner: <c>InviteAsync</c> makes those.
    /// </exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: rules of the invitation are broken, or the deal is closed. All are listed.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal; nobody was invited.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// A request was sent, and whether it took effect could not be found out: the change of the deal, and then nobody was invited; or, of a
    /// deal that was visible already, the invitation. <see cref="ReferralsException.Operation"/> says which.
    /// </exception>
    /// <exception cref="CoSellIncompleteException">The deal was changed; the invitation failed, or its outcome is unknown.</exception>
    /// <remarks>
    /// The own deal's <see cref="Referral.Type"/> stays what it is, Independent on a private or partner-led deal: whether the service wants
    /// it Shared then is not known, and it cannot be patched. Its <see cref="Referral.Kind"/> then reads <see
    /// cref="ReferralKind.PartnerLedDeal"/> as before. The record of Microsoft is Shared.
    /// </remarks>
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
            throw new ArgumentException("The invitation must be to Microsoft; InviteAsync invites another partner.", nameof(invitation));
        }

        options = options.WithCorrelationId();
        if (referral.Consent?.ConsentToShareReferralWithMicrosoftSellers == true)
        {
            Referral connected = await client.InviteAsync(referral, invitation, options, cancellationToken).ConfigureAwait(false);
            return new CoSellEngagement(referral, connected);
        }

        Consent consent = (referral.Consent ?? new()) with { ConsentToShareReferralWithMicrosoftSellers = true };
        InvitationRules.Check(referral with { Consent = consent }, invitation, options.ClientValidation ?? client.ClientValidation);
        Referral deal = await ShareWithMicrosoftAsync(client, referral, options, cancellationToken).ConfigureAwait(false);
        return await InviteIntoAsync(client, deal, invitation, options, cancellationToken).ConfigureAwait(false);
    }

    private static Task<Referral> ShareWithMicrosoftAsync(
        IReferralsClient client, Referral referral, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        client.PatchAsync(referral, new ReferralPatch().ConsentToShareReferralWithMicrosoftSellers(true), options, cancellationToken);

    /// <exception cref="CoSellIncompleteException">Anything failed: the deal of the first request must not be lost with it.</exception>
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
            // A cancellation, or a fault of a callback, may come after the request was sent.
            bool mayHaveInvited = failure is not ReferralsException or ReferralOutcomeUnknownException;
            throw new CoSellIncompleteException(deal, mayHaveInvited, failure);
        }
    }
}
