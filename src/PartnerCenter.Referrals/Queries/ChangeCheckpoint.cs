using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a position in the change feed. Store its <see cref="Value"/>, and continue from the parsed checkpoint later.
/// </summary>
/// <remarks>
/// A checkpoint holds a time, and the id and ETag of each change that was returned since then. It holds no data about people or deals. The
/// next reading starts a little before the newest returned change, so that it does not miss a change that the service shows late, and never
/// after the service's own time. It leaves out the changes that were returned already, so that none is returned twice. When nothing new has
/// come for longer than the <see cref="Overlap"/>, by the service's own clock, the next reading starts after the newest returned change,
/// and the checkpoint holds no changes any more. Immutable and thread-safe.
/// </remarks>
/// <seealso cref="ReferralListingExtensions.ListChangesAsync(IReferralsClient, ChangeCheckpoint, ReferralCallOptions, CancellationToken)"/>
public sealed class ChangeCheckpoint
{
    private const int Version = 1;

    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    private readonly bool _overlapIsOver;

    private ChangeCheckpoint(DateTimeOffset? from, TimeSpan overlap, IReadOnlyList<ChangeVersion> seen, bool overlapIsOver = false)
    {
        StartTime = from;
        Overlap = overlap;
        Seen = seen;
        _overlapIsOver = overlapIsOver;
    }

    /// <summary>Gets the checkpoint before all changes: each referral that the signed-in user may see counts as changed.</summary>
    public static ChangeCheckpoint Beginning { get; } = new(null, DefaultOverlap, []);

    /// <summary>Gets the time, in UTC, from which the next reading lists changes; null for the beginning.</summary>
    public DateTimeOffset? StartTime { get; }

    /// <summary>Gets how far before the newest returned change the next reading starts. 5 minutes by default.</summary>
    /// <remarks>
    /// The overlap has to cover the time that the service takes to show a change, and the difference between the clocks of its machines.
    /// Neither is documented. Each reading requests the changes within the overlap again, but does not return them again. This ends when
    /// complete readings have brought nothing new for longer than the overlap, counted by the <c>Date</c> of the service's responses, and
    /// one more reading confirms it. If responses have no <c>Date</c>, it does not end.
    /// </remarks>
    public TimeSpan Overlap { get; }

    /// <summary>Gets the opaque text to store.</summary>
    /// <remarks>
    /// The text takes some 150 characters for each change within the overlap, and a shorter overlap makes it shorter. It has about 120
    /// characters again when the overlap has passed. Each referral whose last change lies ahead of the service's time takes 150, too. The
    /// length has no limit: store the text in a column without one. <see cref="Parse"/> accepts a value of any length.
    /// </remarks>
    public string Value => JsonSerializer.Serialize(
        new StoredCheckpoint(Version, StartTime?.ToUniversalTime(), Overlap.Ticks, [.. Seen])
        {
            OverlapIsOver = _overlapIsOver,
            Clock = Quiet.Last,
            Quiet = Quiet.Length?.Ticks,
        },
        StoredCheckpointContext.Default.StoredCheckpoint);

    internal IReadOnlyList<ChangeVersion> Seen { get; }

    /// <summary>Gets for how long, by the service's clock, nothing new has come.</summary>
    internal QuietTime Quiet { get; private init; } = QuietTime.Unknown;

    /// <summary>Gets the time of the change after which the next reading starts; null if it starts at the start time.</summary>
    internal DateTimeOffset? StartsAfter => _overlapIsOver ? StartTime?.AddTicks(-1) : null;

    /// <summary>Creates a checkpoint from which changes at or after a given time are listed.</summary>
    /// <param name="time">The time by the service's clock, with any offset.</param>
    public static ChangeCheckpoint Since(DateTimeOffset time) => new(time.ToUniversalTime(), DefaultOverlap, []);

    /// <summary>Creates a copy of the checkpoint with another overlap.</summary>
    /// <param name="overlap">
    /// The overlap, from zero to seven days. Zero relies on the service to show each change at once and in order.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative or longer than seven days.</exception>
    public ChangeCheckpoint WithOverlap(TimeSpan overlap) => IsOverlap(overlap)
        ? new ChangeCheckpoint(StartTime, overlap, Seen, _overlapIsOver) { Quiet = Quiet }
        : throw new ArgumentOutOfRangeException(nameof(overlap), overlap, "The overlap must be between zero and seven days.");

    /// <summary>Parses a stored <see cref="Value"/>.</summary>
    /// <param name="value">The stored text.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not the value of a checkpoint.</exception>
    public static ChangeCheckpoint Parse(string value) => TryParse(value, out ChangeCheckpoint? checkpoint)
        ? checkpoint
        : throw new ArgumentException(
            $"The text is not the {nameof(Value)} of a checkpoint. Pass the stored text unchanged. If it is lost, start again from "
                + $"{nameof(Beginning)} or {nameof(Since)}.",
            nameof(value));

    /// <summary>Parses a stored <see cref="Value"/>, and returns whether the text is one.</summary>
    /// <param name="value">The stored text.</param>
    /// <param name="checkpoint">The checkpoint, or null.</param>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ChangeCheckpoint? checkpoint)
    {
        checkpoint = value is null ? null : Read(value);
        return checkpoint is not null;
    }

    /// <summary>Returns the checkpoint after further changes.</summary>
    /// <param name="fresh">The changes that were returned.</param>
    /// <param name="reached">The time up to which all changes were returned; null if that time did not move on.</param>
    /// <param name="clock">The service's clock.</param>
    internal ChangeCheckpoint After(IReadOnlyCollection<ChangeVersion> fresh, DateTimeOffset? reached, ServiceClock clock)
    {
        // A change ahead of time stays until its time has passed. If the referral changed again, its earlier version does not come back.
        HashSet<string> changed = [.. fresh.Select(change => change.Id)];
        List<ChangeVersion> known =
            [.. Seen.Where(change => !clock.IsAhead(change.UpdatedDateTime) || !changed.Contains(change.Id)), .. fresh];
        QuietTime quiet = fresh.Count > 0 ? Quiet.AfterNews(clock.Time) : Quiet;
        if (reached is not { } time)
        {
            return new ChangeCheckpoint(StartTime, Overlap, known, _overlapIsOver) { Quiet = quiet };
        }

        // The start never moves back, because the caller did not ask for earlier changes.
        long earliest = (StartTime ?? DateTimeOffset.MinValue).UtcTicks;
        DateTimeOffset from = new(Math.Max(time.UtcTicks - Overlap.Ticks, earliest), TimeSpan.Zero);
        known.RemoveAll(change => change.UpdatedDateTime < from);
        return new ChangeCheckpoint(from, Overlap, known, _overlapIsOver && from == StartTime) { Quiet = quiet };
    }

    /// <summary>
    /// Returns the checkpoint after a complete reading that brought nothing new. When the overlap of the newest change has passed, whatever
    /// the service may still show late is older than the overlap, so the next reading starts after that change.
    /// </summary>
    /// <param name="serviceTime">
    /// The earliest time of the reading's responses, in UTC; null if one of them does not say. Nothing passes then.
    /// </param>
    /// <param name="end">The time that the reading ended at; null if it read all changes.</param>
    internal ChangeCheckpoint AfterNothing(DateTimeOffset? serviceTime, DateTimeOffset? end)
    {
        if (serviceTime is not { } now || Seen.Count == 0)
        {
            return this;
        }

        DateTimeOffset? confirmed = Quiet.Confirmed(Overlap, now);
        ServiceClock clock = new(confirmed);
        DateTimeOffset? newest = Seen.Select(change => change.UpdatedDateTime)
            .Where(time => !clock.IsAhead(time) && !(time > end)).Max(time => (DateTimeOffset?)time);
        QuietTime quiet = Quiet.AfterNothing(now);
        if (!(confirmed - newest > Overlap))
        {
            return quiet == Quiet ? this : new ChangeCheckpoint(StartTime, Overlap, Seen, _overlapIsOver) { Quiet = quiet };
        }

        ChangeVersion[] later = [.. Seen.Where(change => change.UpdatedDateTime > newest)];
        return new ChangeCheckpoint(newest?.AddTicks(1), Overlap, later, overlapIsOver: true)
        {
            Quiet = later.Length == 0 ? QuietTime.Unknown : quiet,
        };
    }

    /// <summary>Returns the start time and the number of changes that were returned since then.</summary>
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
                ? Restore(stored)
                : null;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            // The text is not a stored checkpoint, or not even valid Unicode.
            return null;
        }
    }

    private static ChangeCheckpoint? Restore(StoredCheckpoint stored)
    {
        TimeSpan overlap = new(stored.Overlap);
        QuietTime quiet = new(stored.Clock?.ToUniversalTime(), stored.Quiet is { } ticks ? new TimeSpan(ticks) : null);
        bool hasStart = !stored.OverlapIsOver || stored.From > DateTimeOffset.MinValue;
        return IsOverlap(overlap) && stored.Seen.All(IsChange) && hasStart && quiet.IsPossible
            ? new ChangeCheckpoint(stored.From?.ToUniversalTime(), overlap, stored.Seen, stored.OverlapIsOver) { Quiet = quiet }
            : null;
    }

    private static bool IsOverlap(TimeSpan overlap) => overlap >= TimeSpan.Zero && overlap <= MaxOverlap;

    private static bool IsChange(ChangeVersion? change) => change is { Id: not null, ETag: not null };
}
