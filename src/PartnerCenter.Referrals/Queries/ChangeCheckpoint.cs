using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>How far the changes were read. Store its <see cref="Value"/>, and go on from it later.</summary>
/// <remarks>
/// Holds a time, and the ids and ETags of what was seen since then: the next reading starts a little before the newest change it knows, so
/// that a change that the service shows late is not missed, and leaves out what was seen, so that nothing comes twice. Nothing about people
/// or deals is in it. Immutable and thread-safe.
/// </remarks>
/// <seealso cref="ReferralListingExtensions.ListChangesAsync"/>
public sealed class ChangeCheckpoint
{
    private const int Version = 1;

    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    private ChangeCheckpoint(DateTimeOffset? from, TimeSpan overlap, IReadOnlyList<ChangeVersion> seen)
    {
        StartTime = from;
        Overlap = overlap;
        Seen = seen;
    }

    /// <summary>Before everything: all referrals that the user may see count as changed.</summary>
    public static ChangeCheckpoint Beginning { get; } = new(null, DefaultOverlap, []);

    /// <summary>The time in UTC from which the next reading lists changes; null for the beginning.</summary>
    public DateTimeOffset? StartTime { get; }

    /// <summary>
    /// How far before the newest known change the next reading starts: at least the time after which the service shows every change, and by
    /// which the clocks of its machines differ. Neither is documented; 5 minutes by default. All that changed within it is read once more
    /// each time, though not given out again.
    /// </summary>
    public TimeSpan Overlap { get; }

    /// <summary>
    /// The text to store, opaque. Some 150 characters for each change within the overlap, without a bound: give it a column that has none.
    /// However long it is, <see cref="Parse"/> takes it back; a shorter overlap makes it shorter.
    /// </summary>
    public string Value => JsonSerializer.Serialize(
        new StoredCheckpoint(Version, StartTime?.ToUniversalTime(), Overlap.Ticks, [.. Seen]),
        StoredCheckpointContext.Default.StoredCheckpoint);

    internal IReadOnlyList<ChangeVersion> Seen { get; }

    /// <summary>Returns a checkpoint from which changes at a time or later are listed.</summary>
    /// <param name="time">The time by the service's clock; any offset.</param>
    public static ChangeCheckpoint Since(DateTimeOffset time) => new(time.ToUniversalTime(), DefaultOverlap, []);

    /// <summary>The same checkpoint with another overlap.</summary>
    /// <param name="overlap">From zero, which trusts the service to show each change at once and in order, to seven days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative or longer than seven days.</exception>
    public ChangeCheckpoint WithOverlap(TimeSpan overlap) => IsOverlap(overlap)
        ? new ChangeCheckpoint(StartTime, overlap, Seen)
        : throw new ArgumentOutOfRangeException(nameof(overlap), overlap, "An overlap goes from zero to seven days.");

    /// <summary>Takes back a stored <see cref="Value"/>.</summary>
    /// <param name="value">The stored text.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not the value of a checkpoint.</exception>
    public static ChangeCheckpoint Parse(string value) => TryParse(value, out ChangeCheckpoint? checkpoint)
        ? checkpoint
        : throw new ArgumentException(
            $"A checkpoint is the stored Value of another one, unchanged. Start again from {nameof(Beginning)} or {nameof(Since)} if it "
                + "is lost.", nameof(value));

    /// <summary>Takes back a stored <see cref="Value"/>, if it is one.</summary>
    /// <param name="value">The stored text.</param>
    /// <param name="checkpoint">The checkpoint, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ChangeCheckpoint? checkpoint)
    {
        checkpoint = value is { Length: > 0 } ? Read(value) : null;
        return checkpoint is not null;
    }

    /// <summary>What the checkpoint is when more was seen.</summary>
    internal ChangeCheckpoint After(IEnumerable<ChangeVersion> seen)
    {
        List<ChangeVersion> known = [.. Seen, .. seen];
        if (known.Count == 0)
        {
            return this;
        }

        DateTimeOffset newest = known.Max(change => change.UpdatedDateTime);
        DateTimeOffset from = newest - DateTimeOffset.MinValue > Overlap ? newest - Overlap : DateTimeOffset.MinValue;
        // Never back: what lies before the caller's own start was not asked for.
        from = StartTime > from ? StartTime.Value : from;
        known.RemoveAll(change => change.UpdatedDateTime < from);
        return new ChangeCheckpoint(from, Overlap, known);
    }

    /// <summary>Returns the start time and the number of changes that are known since then.</summary>
    public override string ToString()
    {
        string start = StartTime?.ToString("O", CultureInfo.InvariantCulture) ?? "from the beginning";
        return string.Create(CultureInfo.InvariantCulture, $"{nameof(ChangeCheckpoint)} {start}, {Seen.Count} seen");
    }

    private static ChangeCheckpoint? Read(string value)
    {
        try
        {
            return JsonSerializer.Deserialize(value, StoredCheckpointContext.Default.StoredCheckpoint) is { Version: Version } stored
                && IsOverlap(new TimeSpan(stored.Overlap)) && stored.Seen.All(IsChange)
                    ? new ChangeCheckpoint(stored.From?.ToUniversalTime(), new TimeSpan(stored.Overlap), stored.Seen)
                    : null;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            // Not one of ours, or no Unicode even: that is the answer.
            return null;
        }
    }

    private static bool IsOverlap(TimeSpan overlap) => overlap >= TimeSpan.Zero && overlap <= MaxOverlap;

    private static bool IsChange(ChangeVersion? change) => change is { Id: not null, ETag: not null };
}
