namespace DealDesk;

/// <summary>
/// Provides a clock that moves only when the scenario advances it, so that days pass at once and the dates are always the same.
/// </summary>
internal sealed class StoryClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2031, 1, 6, 9, 0, 0, TimeSpan.Zero);

    private long _passed;

    public int Day => TimeSpan.FromTicks(Interlocked.Read(ref _passed)).Days + 1;

    // The emulator reads the clock on its own threads.
    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(Interlocked.Read(ref _passed));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);
}
