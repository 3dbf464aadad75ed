using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Represents the rooms of a project from the top down. They are read from a fenced list in a Markdown page: a line with the project's
/// folder, then indented lines that begin with one or more rooms (<c>Http/</c>, <c>Models/ Values/</c>, <c>(root)</c>). A room may use the
/// rooms after it in the list, and none before it.
/// </summary>
internal sealed partial class RoomOrder
{
    private readonly string _project;
    private readonly string[] _rooms;

    private RoomOrder(string project, string[] rooms)
    {
        _project = project;
        _rooms = rooms;
    }

    public IReadOnlyList<string> Rooms => _rooms;

    /// <summary>Reads the list of a project, such as <c>src/PartnerCenter.Referrals</c>, from the text of a page.</summary>
    /// <exception cref="InvalidOperationException">The page has no such list, or the list names a room twice.</exception>
    public static RoomOrder Read(string markdown, string project)
    {
        string[] rooms =
        [
            .. markdown.ReplaceLineEndings("\n").Split('\n')
                .SkipWhile(line => line.Split(' ')[0].TrimEnd('/') != project)
                .Skip(1)
                .TakeWhile(line => line.StartsWith(' '))
                .SelectMany(line => LeadingRooms().Match(line).Groups["room"].Captures)
                .Select(room => room.Value.TrimEnd('/')),
        ];
        return rooms.Length > 0 && rooms.Distinct().Count() == rooms.Length
            ? new RoomOrder(project, rooms)
            : throw new InvalidOperationException($"The page has no list of rooms below a line '{project}/', or the list names one twice: "
                + $"{string.Join(", ", rooms)}");
    }

    /// <summary>
    /// Returns a sentence for each reference to a room that is above, and for each room that the list lacks or that does not exist.
    /// </summary>
    /// <param name="sources">The files of the project, as paths below its folder.</param>
    /// <param name="references">The references between them.</param>
    public IReadOnlyList<string> Violations(IEnumerable<string> sources, IEnumerable<RoomReference> references)
    {
        string[] existing = [.. sources.Select(RoomReferences.RoomOf).Distinct()];
        return
        [
            .. existing.Except(Rooms).Select(room => $"The folder {_project}/{room} is not in the list of rooms: add it where it belongs."),
            .. Rooms.Except(existing).Select(room => $"The list of rooms of {_project} names {room}, which has no files: remove it."),
            .. references.Where(PointsUp).Select(one =>
                $"{_project}/{one.FromFile} (room {one.FromRoom}) uses {one.Symbol} of {_project}/{one.ToFile} (room {one.ToRoom}), which "
                    + "is above it."),
        ];
    }

    // A room that is not listed is reported once, and not for each reference.
    private bool PointsUp(RoomReference reference) =>
        Array.IndexOf(_rooms, reference.ToRoom) is var to and >= 0 && to < Array.IndexOf(_rooms, reference.FromRoom);

    [GeneratedRegex(@"^ +(?:(?<room>\(root\)|[A-Za-z]+/)(?: +|$))*")]
    private static partial Regex LeadingRooms();
}
