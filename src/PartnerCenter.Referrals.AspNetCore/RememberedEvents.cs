namespace PartnerCenter.Referrals;

/// <summary>
/// Remembers the events of the last day, and no more of them than allowed: the oldest are forgotten first. It is not thread-safe.
/// </summary>
internal sealed class RememberedEvents(int capacity, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private readonly HashSet<Key> _keys = [];
    private readonly Queue<(Key Key, long Added)> _order = [];

    public bool Contains(ReferralWebhookEvent webhookEvent)
    {
        Forget();
        return _keys.Contains(KeyOf(webhookEvent));
    }

    public void Add(ReferralWebhookEvent webhookEvent)
    {
        Key key = KeyOf(webhookEvent);
        // Two events of other parts of Partner Center may differ in what this version does not read.
        if ((key.ReferralId is null && !webhookEvent.IsTest) || !_keys.Add(key))
        {
            return;
        }

        _order.Enqueue((key, time.GetTimestamp()));
        if (_order.Count > capacity)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }

    private void Forget()
    {
        while (_order.TryPeek(out (Key Key, long Added) oldest) && time.GetElapsedTime(oldest.Added) >= Age)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }

    // No timestamp is signed, so the same event is one with the same name, referral and time of change (wire contract 9.5).
    private static Key KeyOf(ReferralWebhookEvent webhookEvent) => new(
        webhookEvent.Name.Value.ToUpperInvariant(), webhookEvent.ReferralId?.ToUpperInvariant(), webhookEvent.ChangedDateTime);

    private readonly record struct Key(string Name, string? ReferralId, DateTimeOffset Changed);
}
