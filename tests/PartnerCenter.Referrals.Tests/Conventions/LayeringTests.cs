namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the rooms of the package use each other only downwards, in the order of <c>docs/design.md</c>.</summary>
[Trait("Culture", "None")]
public sealed class LayeringTests
{
    private const string Project = "src/PartnerCenter.Referrals";

    private static readonly RoomOrder Order = RoomOrder.Read(File.ReadAllText(RepositoryFiles.PathOf("docs/design.md")), Project);

    [Fact]
    public void Each_room_uses_only_the_rooms_that_the_design_lists_below_it()
    {
        IReadOnlyDictionary<string, string> sources = RoomReferences.ReadSources(RepositoryFiles.PathOf(Project));
        IReadOnlyList<RoomReference> references = RoomReferences.Find(sources);

        IReadOnlyList<string> violations = Order.Violations(sources.Keys, references);

        Assert.NotEmpty(references);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public void A_reference_that_points_up_is_reported_with_both_files()
    {
        const string gate = "Resilience/ThrottleGate.cs";
        Dictionary<string, string> sources = new()
        {
            [gate] = RoomReferences.ReadSources(RepositoryFiles.PathOf(Project))[gate],
            ["Models/PointsUp.cs"] = "namespace PartnerCenter.Referrals; internal sealed class PointsUp { public ThrottleGate? Gate; }",
        };

        // The rooms that these two files leave out are reported as well.
        Assert.Contains(
            "src/PartnerCenter.Referrals/Models/PointsUp.cs (room Models) uses ThrottleGate of "
                + "src/PartnerCenter.Referrals/Resilience/ThrottleGate.cs (room Resilience), which is above it.",
            Order.Violations(sources.Keys, RoomReferences.Find(sources)));
    }
}
