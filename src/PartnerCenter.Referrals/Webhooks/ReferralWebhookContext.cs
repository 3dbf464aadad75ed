namespace PartnerCenter.Referrals;

/// <summary>Provides a webhook event to a handler, and a way to read the referral that it is about.</summary>
/// <remarks>The context is thread-safe if the function that it was created with is.</remarks>
public sealed class ReferralWebhookContext
{
    private readonly Func<string, CancellationToken, Task<Referral>> _read;

    /// <summary>Creates a context, for example in a test of a handler.</summary>
    /// <param name="webhookEvent">The event.</param>
    /// <param name="read">The function that reads a referral by its id, such as <c>GetAsync</c> of a client.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ReferralWebhookContext(ReferralWebhookEvent webhookEvent, Func<string, CancellationToken, Task<Referral>> read)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        ArgumentNullException.ThrowIfNull(read);
        Event = webhookEvent;
        _read = read;
    }

    /// <summary>Gets the event.</summary>
    public ReferralWebhookEvent Event { get; }

    /// <summary>
    /// Reads the referral that the event is about from the service, as it is now. Each call reads again, because the referral may have
    /// changed since the event was sent.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the read.</param>
    /// <exception cref="InvalidOperationException">The event is a test event, or it is not about a referral.</exception>
    /// <exception cref="ReferralNotFoundException">The referral does not exist, or the signed-in user may not see it.</exception>
    /// <exception cref="ReferralsException">The call failed.</exception>
    public Task<Referral> GetReferralAsync(CancellationToken cancellationToken = default) =>
        Event is { IsTest: false, ReferralId: { } id }
            ? _read(id, cancellationToken)
            : throw new InvalidOperationException(
                Event.IsTest
                    ? "A test event is about no referral. Check Event.IsTest first."
                    : "The event is not about a referral. Check that Event.ReferralId is not null first.");
}
