namespace PartnerCenter.Referrals.Emulator;

/// <summary>What was asked of the emulator, in the order in which it arrived.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly SortedList<long, RecordedRequest> _requests = [];
    private long _lastArrival;

    public long Arrive() => Interlocked.Increment(ref _lastArrival);

    public void Add(long arrival, RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(arrival, request);
        }
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests.Values];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }
}
