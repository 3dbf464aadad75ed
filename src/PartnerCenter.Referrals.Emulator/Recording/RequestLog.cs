namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the recorded requests in the order in which they arrived.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly SortedList<long, RecordedRequest> _requests = [];
    private long _lastSequence;

    public long NextSequence() => Interlocked.Increment(ref _lastSequence);

    public void Add(long sequence, RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(sequence, request);
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
