namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents the tenant's registration of webhooks. It is immutable and safe for use by several threads.</summary>
public sealed class EmulatedWebhookRegistration
{
    internal EmulatedWebhookRegistration()
    {
    }

    /// <summary>Gets the id of the registration, a GUID. It stays the same when the registration is replaced with a PUT.</summary>
    public string SubscriberId { get; internal init; } = Guid.NewGuid().ToString();

    /// <summary>Gets the address that gets the events.</summary>
    public required Uri WebhookUrl { get; init; }

    /// <summary>Gets the names of the events that it gets.</summary>
    public required IReadOnlyList<string> WebhookEvents { get; init; }

    /// <summary>
    /// Gets whether the signature is in <c>x-ms-signature</c> instead of <c>Authorization</c>; null if the registration does not say.
    /// </summary>
    public bool? SignatureTokenToMsSignatureHeader { get; init; }

    internal EmulatedWebhookRegistration WithId(string subscriberId) => new()
    {
        SubscriberId = subscriberId,
        WebhookUrl = WebhookUrl,
        WebhookEvents = WebhookEvents,
        SignatureTokenToMsSignatureHeader = SignatureTokenToMsSignatureHeader,
    };
}
