namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the latest recorded requests in the order in which they arrived.</summary>
internal sealed class RequestLog
{
    /// <summary>Specifies how many requests are kept.</summary>
    public const int MaxRequests = 10_000;

    /// <summary>Specifies how many characters the bodies of the kept requests have together.</summary>
    public const int MaxBodyCharacters = 32_000_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, RecordedRequest> _requests = [];
    private long _bodyCharacters;
    private long _lastSequence;

    public long NextSequence() => Interlocked.Increment(ref _lastSequence);

    /// <summary>Adds a request, and drops the oldest ones that exceed the limits.</summary>
    public void Add(long sequence, RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(sequence, request);
            _bodyCharacters += request.Body.Length;
            while (_requests.Count > MaxRequests || _bodyCharacters > MaxBodyCharacters)
            {
                (long oldest, RecordedRequest dropped) = _requests.First();
                _requests.Remove(oldest);
                _bodyCharacters -= dropped.Body.Length;
            }
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
            _bodyCharacters = 0;
        }
    }
}
