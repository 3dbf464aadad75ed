using System.Collections.Concurrent;
using System.Threading.Channels;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Whatever runs for it, on whichever thread, runs under a synchronization context of its: each await there would go back to that, if it
/// were not told otherwise. What takes a while ends only when no thread is at work any more, so that it is always waited for.
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
            // How it ends is no matter here.
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
            // Another one each time: what goes back to the one that it comes from would not be seen to.
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
