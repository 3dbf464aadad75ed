using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a checkpoint as it is stored. Versions of the package that do not know the optional members read it, too: the start and the
/// changes alone make a valid checkpoint.
/// </summary>
internal sealed record StoredCheckpoint(int Version, DateTimeOffset? From, long Overlap, ChangeVersion[] Seen)
{
    /// <summary>Gets whether the start is the first moment after a change whose overlap has passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OverlapIsOver { get; init; }

    /// <summary>Gets the last service's time that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Clock { get; init; }

    /// <summary>Gets for how many ticks nothing new has come, up to the service's time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Quiet { get; init; }
}
