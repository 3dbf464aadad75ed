namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Holds the tenant's only registration (wire contract 9.1), and raises the events that it subscribes to.
/// </summary>
internal sealed class WebhookRegistrations(DeliveryQueue queue)
{
    private readonly Lock _gate = new();
    private EmulatedWebhookRegistration? _current;

    public EmulatedWebhookRegistration? Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Adds a registration with a new id, or returns null if there is one.</summary>
    public EmulatedWebhookRegistration? TryCreate(EmulatedWebhookRegistration registration)
    {
        lock (_gate)
        {
            return _current is null ? _current = registration : null;
        }
    }

    /// <summary>Replaces the registration, whose id stays the same, or returns null if there is none.</summary>
    public EmulatedWebhookRegistration? TryReplace(EmulatedWebhookRegistration registration)
    {
        lock (_gate)
        {
            return _current is null ? null : _current = registration.WithId(_current.SubscriberId);
        }
    }

    /// <summary>Sets the registration, whether there is one or not; null removes it.</summary>
    public void Set(EmulatedWebhookRegistration? registration)
    {
        lock (_gate)
        {
            _current = registration;
        }
    }

    /// <summary>
    /// Raises the events of a change (wire contract 9.2). That the event for the relatives names the record that changed, and is raised
    /// once and not for each of them, is inferred: its form is the same, and a second one could not be told from the first.
    /// </summary>
    public void Raise(RecordChange change)
    {
        if (Current is not { } registration)
        {
            return;
        }

        Raise(
            registration,
            WebhookEvent.OfReferral(
                change.IsNew ? WebhookEventNames.ReferralCreated : WebhookEventNames.ReferralUpdated, change.Id, change.ChangedAt));
        if (change.HasRelatives)
        {
            string name = change.IsNew ? WebhookEventNames.RelatedReferralCreated : WebhookEventNames.RelatedReferralUpdated;
            Raise(registration, WebhookEvent.OfReferral(name, change.Id, change.ChangedAt));
        }
    }

    /// <summary>Raises an event if the registration subscribes to it, and returns its delivery.</summary>
    public PendingDelivery? Raise(EmulatedWebhookRegistration registration, WebhookEvent raised)
    {
        if (!registration.WebhookEvents.Contains(raised.Name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var delivery = new PendingDelivery(
            raised, registration.WebhookUrl, inMsSignature: registration.SignatureTokenToMsSignatureHeader == true);
        queue.Add(delivery);
        return delivery;
    }
}
