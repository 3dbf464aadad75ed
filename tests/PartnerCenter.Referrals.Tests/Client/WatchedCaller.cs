using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Runs code under a synchronization context of its own on every thread, and counts what returns to that context. Delays end only
/// when no thread is working any more, so that every delay is really awaited.
/// </summary>
internal sealed class WatchedCaller
{
    private readonly AsyncLocal<bool> _isServed;
    private readonly ConcurrentQueue<Action> _due = [];
    private readonly Channel<Action> _steps = Channel.CreateUnbounded<Action>();
    private int _posts;
    private int _threads;

    public WatchedCaller() => _isServed = new AsyncLocal<bool>(Switched);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task NeverReturnsAsync(Func<Task> call)
    {
        Task running = RunAsync(call);

        _ = running.ContinueWith(_ => _steps.Writer.Complete(), Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (Action step in _steps.Reader.ReadAllAsync(Cancellation))
        {
            step();
        }

        try
        {
            await running;
        }
        catch (ReferralsException)
        {
            // The outcome does not matter here.
        }

        Assert.Equal(0, _posts);
    }

    public Task AWhile()
    {
        TaskCompletionSource done = new();
        Later(done.SetResult);
        return done.Task;
    }

    public void Later(Action step)
    {
        _due.Enqueue(step);
        if (Volatile.Read(ref _threads) == 0)
        {
            Release();
        }
    }

    private async Task RunAsync(Func<Task> call)
    {
        _isServed.Value = true;
        await call().ConfigureAwait(false);
    }

    private void Switched(AsyncLocalValueChangedArgs<bool> change)
    {
        if (change.CurrentValue)
        {
            Interlocked.Increment(ref _threads);
            // A new context each time: a continuation that returns to its own context would not be noticed.
            SynchronizationContext.SetSynchronizationContext(new Context(this));
        }
        else if (Interlocked.Decrement(ref _threads) == 0)
        {
            Release();
        }
    }

    private void Release()
    {
        while (_due.TryDequeue(out Action? step))
        {
            _steps.Writer.TryWrite(step);
        }
    }

    private sealed class Context(WatchedCaller caller) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state)
        {
            Interlocked.Increment(ref caller._posts);
            callback(state);
        }
    }
}
