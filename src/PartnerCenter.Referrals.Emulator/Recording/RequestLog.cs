namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the latest recorded requests in the order in which they arrived.</summary>
internal sealed class RequestLog
{
    /// <summary>Specifies how many requests are kept.</summary>
    public const int MaxRequests = 10_000;

    /// <summary>Specifies how many characters the kept requests have together.</summary>
    public const int MaxCharacters = 32_000_000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, RecordedRequest> _requests = [];
    private long _characters;
    private long _lastSequence;

    public long NextSequence() => Interlocked.Increment(ref _lastSequence);

    /// <summary>Adds a request, and drops the oldest ones that exceed the limits.</summary>
    public void Add(long sequence, RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(sequence, request);
            _characters += LengthOf(request);
            while (_requests.Count > MaxRequests || _characters > MaxCharacters)
            {
                (long oldest, RecordedRequest dropped) = _requests.First();
                _requests.Remove(oldest);
                _characters -= LengthOf(dropped);
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
            _characters = 0;
        }
    }

    private static long LengthOf(RecordedRequest request) =>
        request.Method.Length + request.Path.Length + request.Query.Length + request.Body.Length
        + request.Headers.Sum(header => (long)header.Key.Length + header.Value.Length);
}
