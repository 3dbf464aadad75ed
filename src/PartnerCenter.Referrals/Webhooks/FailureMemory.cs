namespace PartnerCenter.Referrals;

/// <summary>
/// Remembers the newest failures of addresses that never had a good certificate. A forger chooses such addresses, so their number is
/// bounded. It is not thread-safe: the owner's lock guards it.
/// </summary>
internal sealed class FailureMemory
{
    public const int MaxCount = 256;

    private readonly Dictionary<string, RememberedFailure> _failures = [];
    private readonly Queue<(string Address, RememberedFailure Failure)> _byAge = new();

    public RememberedFailure? Find(string address) => _failures.GetValueOrDefault(address);

    public void Add(string address, RememberedFailure failure)
    {
        _failures[address] = failure;
        _byAge.Enqueue((address, failure));
        if (_byAge.Count > MaxCount)
        {
            (string oldest, RememberedFailure forgotten) = _byAge.Dequeue();
            // The address may have failed again since.
            if (ReferenceEquals(_failures[oldest], forgotten))
            {
                _failures.Remove(oldest);
            }
        }
    }
}
