namespace DealDesk;

/// <summary>
/// The clock of the story: it stands still until it is moved, so that days pass in no time and the dates are always the same.
/// </summary>
internal sealed class StoryClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2031, 1, 6, 9, 0, 0, TimeSpan.Zero);

    private long _passed;

    public int Day => TimeSpan.FromTicks(Interlocked.Read(ref _passed)).Days + 1;

    // The emulator asks on threads of its own.
    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(Interlocked.Read(ref _passed));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);
}
