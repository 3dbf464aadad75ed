namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies what has become of a <see cref="WebhookDelivery"/>.</summary>
public enum WebhookDeliveryState
{
    /// <summary>Specifies that the event waits for its first or next try, or is being sent.</summary>
    Waiting,

    /// <summary>Specifies that the receiver answered with a 2xx status.</summary>
    Delivered,

    /// <summary>
    /// Specifies that ten tries have failed. The event is in the offline queue and is not sent again until
    /// <see cref="EmulatedWebhooks.RedeliverParked"/>.
    /// </summary>
    Parked,
}
