namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents the delivery of an event to an address while it goes on. All members are safe for use by several threads.</summary>
internal sealed class PendingDelivery(WebhookEvent raised, Uri url, bool inMsSignature)
{
    private readonly Lock _gate = new();
    private readonly List<WebhookAttempt> _attempts = [];
    private WebhookDeliveryState _state;

    public WebhookEvent Event => raised;

    public Uri Url => url;

    public bool InMsSignature => inMsSignature;

    public byte[] Body { get; } = raised.Write();

    /// <summary>Gets the event as it is sent without a fault; null before it is signed. Only the sender uses it.</summary>
    public SignedEvent? Signed { get; set; }

    public int AttemptCount
    {
        get
        {
            lock (_gate)
            {
                return _attempts.Count;
            }
        }
    }

    public void Add(WebhookAttempt attempt)
    {
        lock (_gate)
        {
            _attempts.Add(attempt);
        }
    }

    public void End(WebhookDeliveryState state)
    {
        lock (_gate)
        {
            _state = state;
        }
    }

    public WebhookDelivery Snapshot()
    {
        lock (_gate)
        {
            return new WebhookDelivery
            {
                EventName = raised.Name,
                ReferralId = raised.ReferralId,
                Url = url,
                State = _state,
                Body = Body,
                Attempts = [.. _attempts],
            };
        }
    }
}
