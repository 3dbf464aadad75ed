namespace PartnerCenter.Referrals;

/// <summary>Represents a registration of a webhook that was not made, because it would have taken events from another address.</summary>
/// <remarks>
/// A tenant has one registration for all parts of Partner Center, so that another program or team may use it. Nothing was written.
/// </remarks>
public sealed class ReferralWebhookRegistrationExistsException : ReferralsException
{
    private readonly ReferralWebhookRegistration _existing;

    /// <summary>Creates the exception, for example in a test.</summary>
    /// <param name="existing">The registration that there is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="existing"/> is null.</exception>
    public ReferralWebhookRegistrationExistsException(ReferralWebhookRegistration existing)
        : base(MessageOf(existing)) => _existing = existing;

    /// <summary>
    /// Returns the registration that there is. It is a method and not a property, because loggers print the properties of an exception, and
    /// the address may have a secret in its query.
    /// </summary>
    public ReferralWebhookRegistration GetExisting() => _existing;

    private static string MessageOf(ReferralWebhookRegistration existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        string host = existing.WebhookUrl is { IsAbsoluteUri: true } url && ForeignWord.Of(url.Host) is { } name ? $" on {name}" : "";
        string events = existing.WebhookEvents.Count == 0 ? "no events" : string.Join(", ", existing.WebhookEvents);
        return $"Events are registered for another address{host}: {events}. A replacement would send them to your address instead of that "
            + "one. Nothing was written. If you want that, pass replaceOtherUrl: true. Two addresses that differ in their query are not "
            + "the same.";
    }
}
