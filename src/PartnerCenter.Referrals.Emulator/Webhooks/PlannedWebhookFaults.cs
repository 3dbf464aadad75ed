namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the faults of the next tries, in their order.</summary>
internal sealed class PlannedWebhookFaults
{
    private readonly Lock _gate = new();
    private readonly Queue<WebhookFault> _faults = [];

    public void Add(WebhookFault fault, int count)
    {
        lock (_gate)
        {
            for (int added = 0; added < count; added++)
            {
                _faults.Enqueue(fault);
            }
        }
    }

    /// <summary>Returns the fault of the next try; null for none.</summary>
    public WebhookFault? Take()
    {
        lock (_gate)
        {
            return _faults.TryDequeue(out WebhookFault fault) && fault != WebhookFault.None ? fault : null;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }
}
