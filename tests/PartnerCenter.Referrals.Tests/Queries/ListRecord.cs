using System.Globalization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Represents a version of a record that a list shows.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The number of the version, which makes the ETag.</param>
/// <param name="Updated">The time of the change; null for a record without one.</param>
internal sealed record ListRecord(string Id, int Version, DateTimeOffset? Updated)
{
    public string ETag => string.Create(CultureInfo.InvariantCulture, $"\"{Version}\"");

    public string Json => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"id\":{(HasUnreadableId ? $"[\"{Id}\"]" : $"\"{Id}\"")},\"eTag\":\"\\\"{Version}\\\"\"{Time}}}");

    /// <summary>Gets whether the record has an id that nobody can read.</summary>
    public bool HasUnreadableId { get; init; }

    /// <summary>Gets whether the record has a time that nobody can read.</summary>
    public bool HasUnreadableTime { get; init; }

    private string Time => HasUnreadableTime ? ",\"updatedDateTime\":\"yesterday\"" : Updated is { } time
        ? string.Create(CultureInfo.InvariantCulture, $",\"updatedDateTime\":\"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}\"")
        : "";

    public static ListRecord At(double second, string id, int version = 1) => new(id, version, ListService.At(second));

    public static ListRecord Timeless(string id) => new(id, 1, null);

    public static ListRecord WithUnreadableTime(string id) => new(id, 1, null) { HasUnreadableTime = true };
}
