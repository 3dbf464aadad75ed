namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that the emulator's folders use only folders below them, in the order of <c>docs/emulator-design.md</c>.</summary>
public sealed class LayeringTests
{
    private const string Project = "src/PartnerCenter.Referrals.Emulator";

    [Fact]
    public void Each_room_uses_only_the_rooms_that_the_design_lists_below_it()
    {
        IReadOnlyDictionary<string, string> sources = RoomReferences.ReadSources(RepositoryFiles.PathOf(Project));
        RoomOrder order = RoomOrder.Read(File.ReadAllText(RepositoryFiles.PathOf("docs/emulator-design.md")), Project);
        IReadOnlyList<RoomReference> references = RoomReferences.Find(sources);

        IReadOnlyList<string> violations = order.Violations(sources.Keys, references);

        Assert.NotEmpty(references);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }
}
