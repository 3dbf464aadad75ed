namespace PartnerCenter.Referrals;

/// <summary>Provides methods that register won deals for Microsoft's programs, and that amend a registration.</summary>
/// <remarks>
/// Microsoft's pages about this API do not describe registrations; the requests are known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Power Platform connector</see>. Since July 2023 a registration
/// matters only for a few programs. Both methods send the referral's ETag as <c>If-Match</c>, so that a retry cannot register a deal twice.
/// </remarks>
public static class DealRegistrationExtensions
{
    /// <summary>Registers a won deal. Microsoft then reviews it; <see cref="Referral.RegistrationStatus"/> shows the progress.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The deal as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="registration">The registration, which describes what was sold. Members that the service owns are not sent.</param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the deal may be registered all the same.</param>
    /// <returns>The deal as it is now, with its registration and its new ETag.</returns>
    /// <exception cref="ArgumentException">
    /// The referral has no id or no valid ETag, or the registration has an id and so already exists.
    /// </exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent. The deal is not won, is neither a co-sell nor a partner-led deal, was won within 72 hours of its creation, has no
    /// solution or is already registered; or the registration has no type, no solution or a solution without an id. The exception lists
    /// every broken rule.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined. Read the deal before you try again.
    /// </exception>
    /// <remarks>
    /// Two conditions are not checked. One is whether a solution is eligible for incentives, which no record shows. The other applies to a
    /// co-sell deal: Microsoft must have accepted the invitation, or have marked the deal as won. Microsoft's record shows this;
    /// <see cref="ReferralListingExtensions.ListRelatedAsync"/> finds it.
    /// </remarks>
    /// <seealso href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</seealso>
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
                "The registration has an id, so it already exists. Amend it, or create a new registration without an id.",
                nameof(registration));
        }

        RegistrationRules.CheckNew(referral, registration, options?.ClientValidation ?? client.ClientValidation);
        return client.PatchAsync(referral, new ReferralPatch().AddRegistration(registration), options, cancellationToken);
    }

    /// <summary>
    /// Amends a deal's first registration, and the first solution of it, while the registration waits for the partner's action. The API
    /// cannot change other registrations or solutions.
    /// </summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="referral">The deal as it was read; its ETag is sent as <c>If-Match</c>.</param>
    /// <param name="patch">
    /// The changes: <c>new RegistrationPatch().ContractValue(25_000m)</c>. The operations that it holds now are sent. The call does not
    /// change the patch, so you can use it again.
    /// </param>
    /// <param name="options">Options that override the client's for this call.</param>
    /// <param name="cancellationToken">Cancels the call; once the request is sent, the change may take effect all the same.</param>
    /// <returns>The deal as it is now, with its new ETag.</returns>
    /// <exception cref="ArgumentException">The referral has no id or no valid ETag, or the patch is empty.</exception>
    /// <exception cref="ReferralValidationException">
    /// Nothing was sent, because the deal has no registration or the registration does not wait for the partner's action.
    /// </exception>
    /// <exception cref="ReferralConflictException">Somebody else has changed the deal.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">
    /// The request was sent, and whether it took effect could not be determined.
    /// </exception>
    /// <seealso href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</seealso>
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
