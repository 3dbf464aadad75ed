namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the deliveries to one address. It is used only under the queue's lock.</summary>
internal sealed class DeliveryLane
{
    public LinkedList<PendingDelivery> Waiting { get; } = [];

    /// <summary>Gets the deliveries that wait for the end of the next one.</summary>
    public List<PendingDelivery> Held { get; } = [];

    public bool IsRunning { get; set; }
}
