namespace PartnerCenter.Referrals.Emulator;

/// <summary>Creates the parts of the emulated webhooks and connects them.</summary>
internal sealed class WebhookParts : IAsyncDisposable
{
    private readonly DeliveryClient _client;

    /// <param name="options">How webhooks are signed and delivered.</param>
    /// <param name="root">Returns the emulator's own address, which is known once it listens.</param>
    /// <param name="clock">The clock.</param>
    public WebhookParts(EmulatedWebhookOptions options, Func<Uri> root, TimeProvider clock)
    {
        _client = new DeliveryClient(options, clock);
        Certificates = new WebhookCertificates(root, options);
        Queue = new DeliveryQueue(new EventSender(new EventSigner(Certificates), _client, Faults, options, clock));
        Registrations = new WebhookRegistrations(Queue);
    }

    public WebhookCertificates Certificates { get; }

    public PlannedWebhookFaults Faults { get; } = new();

    public DeliveryQueue Queue { get; }

    public WebhookRegistrations Registrations { get; }

    /// <summary>Returns whether events can be sent to an address.</summary>
    public bool CanReach(Uri url) => _client.CanReach(url);

    public WebhookService CreateService(BearerAuthorization bearer, string partnerId, TimeProvider clock) => new(
        new RegistrationApi(Registrations, new ValidationEvents(Registrations, partnerId, clock), bearer, CanReach), Certificates);

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
    }
}
