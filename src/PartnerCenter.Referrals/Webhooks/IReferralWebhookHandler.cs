namespace PartnerCenter.Referrals;

/// <summary>Handles the webhook events that were verified. Every registered handler is called with every event.</summary>
/// <remarks>
/// <para>
/// Partner Center promises neither an order nor that an event arrives exactly once, and no time is signed: an event may arrive late,
/// several times, after a newer one, or not at all, and a recorded one can be replayed. Therefore read the referral, compare it with what
/// you have, and make sure that the same event does no harm when it is handled again.
/// </para>
/// <para>The event carries no data of the referral. Read it with <see cref="ReferralWebhookContext.GetReferralAsync"/>.</para>
/// <para>
/// Several events may be handled at the same time, so an instance that is registered as a singleton must be thread-safe.
/// </para>
/// </remarks>
public interface IReferralWebhookHandler
{
    /// <summary>Handles one event.</summary>
    /// <param name="context">The event, and a way to read the referral.</param>
    /// <param name="cancellationToken">A token that is cancelled when the handling has to end.</param>
    Task HandleAsync(ReferralWebhookContext context, CancellationToken cancellationToken = default);
}
