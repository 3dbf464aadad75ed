using System.Collections.Concurrent;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A token cache in memory that fails or hangs on request.</summary>
internal sealed class InMemoryTokenCache : IReferralsTokenCache
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentDictionary<string, byte[]> Entries { get; } = [];

    public Exception? Failure { get; set; }

    public bool Hangs { get; set; }

    public int Accesses { get; private set; }

    /// <summary>Gets a task that completes when an access hangs.</summary>
    public Task Hanging => _hanging.Task;

    public void EndHanging(Exception failure) => _end.SetException(failure);

    public async ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await AccessAsync();
        return Entries.GetValueOrDefault(key);
    }

    public async ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken)
    {
        await AccessAsync();
        Entries[key] = value;
    }

    private async Task AccessAsync()
    {
        Accesses++;
        if (Hangs)
        {
            _hanging.TrySetResult();
            await _end.Task; // Ignores cancellation.
        }

        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
