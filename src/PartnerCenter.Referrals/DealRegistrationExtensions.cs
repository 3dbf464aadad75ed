namespace PartnerCenter.Referrals;

/// <summary>Registering won deals for Microsoft's programmes.</summary>
/// <remarks>
/// Not on Microsoft's pages about this API; known from its Power Platform connector. Since July 2023 a registration matters for a few
/// programmes only. Like a patch, both are guarded by the referral's ETag, so that a repeated attempt cannot register a deal twice.
/// </remarks>
public static class DealRegistrationExtensions
{
    /// <summary>Registers a won deal. Microsoft then reviews it: follow <see cref="Referral.RegistrationStatus"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The deal as it was read; its ETag guards it.</param>
    /// <param name="registration">What was sold. Members that the service owns are not sent.</param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the registration may stand all the same.</param>
    /// <returns>The deal as it is now, with its registration and its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or the registration has an id: it exists already.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: the deal is not won, is no co-sell or partner-led deal, was won within 72 hours of its creation, names no solution
    /// or has been registered; or the registration lacks its type or a solution's id. All that is wrong is listed.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// It was sent, and whether it took effect could not be found out. Read the deal before you try again.
    /// </exception>
    /// <remarks>
    /// Two conditions are not checked here. Whether a solution is eligible for incentives, only the service knows. And of a co-sell deal
    /// Microsoft must have accepted its invitation, or marked it as won: that stands on Microsoft's record, which <see
    /// cref="ReferralListingExtensions.ListRelatedAsync"/> finds.
    /// </remarks>
    public static Task<Referral> RegisterDealAsync(
        this IReferralsClient client,
        Referral referral,
        DealRegistration registration,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral);
        ArgumentNullException.ThrowIfNull(registration);
        if (!string.IsNullOrEmpty(registration.Id))
        {
            throw new ArgumentException(
                "The registration has an id, so it exists already: amend it, or make a new one from its parts.", nameof(registration));
        }

        RegistrationRules.CheckNew(referral, registration, options?.ClientValidation ?? client.ClientValidation);
        return client.PatchAsync(referral, new ReferralPatch().AddRegistration(registration), options, cancellationToken);
    }

    /// <summary>
    /// Corrects a deal's first registration, and its first solution, while it waits for the partner's action. Others are out of the API's
    /// reach.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The deal as it was read; its ETag guards it.</param>
    /// <param name="patch">
    /// The changes: <c>new RegistrationPatch().ContractValue(25_000m)</c>. The operations that it holds now are sent; it is not changed and
    /// can be used again.
    /// </param>
    /// <param name="options">What is different for this call.</param>
    /// <param name="cancellationToken">Ends the call; once the request was sent, the change may stand all the same.</param>
    /// <returns>The deal as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no ETag, or the patch is empty.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent: the deal has no registration, or it does not wait for the partner.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">It was sent, and whether it took effect could not be found out.</exception>
    public static Task<Referral> AmendRegistrationAsync(
        this IReferralsClient client,
        Referral referral,
        RegistrationPatch patch,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        Arguments.RequireStored(referral);
        ArgumentNullException.ThrowIfNull(patch);
        Arguments.RequireOperations(patch.AsReferralPatch(), nameof(patch));
        RegistrationRules.CheckAmendment(referral, options?.ClientValidation ?? client.ClientValidation);
        return client.PatchAsync(referral, patch.AsReferralPatch(), options, cancellationToken);
    }
}
