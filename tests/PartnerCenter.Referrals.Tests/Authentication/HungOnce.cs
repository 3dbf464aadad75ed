namespace PartnerCenter.Referrals.Tests;

/// <summary>Hangs at the first call until the test ends, and ignores the cancellation.</summary>
public sealed class HungOnce
{
    public enum Hang
    {
        Waits,
        BlocksItsThread,
        BlocksItsCancellation,
    }

    private readonly TaskCompletionSource _end = new();
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public int Calls => _calls;

    public Task Hanging => _hanging.Task;

    public void End() => _end.TrySetResult();

    public async Task RunAsync(Hang hang, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _calls) > 1)
        {
            return;
        }

        if (hang == Hang.BlocksItsCancellation)
        {
            cancellationToken.Register(() => _end.Task.Wait(CancellationToken.None));
        }

        _hanging.SetResult();
        if (hang == Hang.BlocksItsThread)
        {
#pragma warning disable xUnit1031 // A callback that blocks is what is tested.
            _end.Task.Wait(CancellationToken.None);
#pragma warning restore xUnit1031
        }

        await _end.Task.ConfigureAwait(false);
    }
}
