namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that the analysis behind the layering tests finds the references that it must find.</summary>
public sealed class RoomReferencesTests
{
    private const string List =
        """
        A page.

        ```
        src/Sample/            what it is
            (root)             the entrance
            Upper/             uses the one below,
                               on two lines
            Lower/  Lowest/    the rest
        src/Another/           not this one
            Foreign/
        ```
        """;

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["Entrance.cs"] = "namespace Sample; public static class Entrance { public static string Open() => new Door().Name; }",
        ["Upper/Door.cs"] = "namespace Sample; public sealed class Door { public string Name => Hinge.Kind; }",
        ["Lower/Hinge.cs"] = "namespace Sample; public static class Hinge { public const string Kind = nameof(Math); }",
        ["Lowest/Screw.cs"] = "namespace Sample; public sealed record Screw(int Length);",
    };

    [Fact]
    public void References_that_point_down_are_allowed()
    {
        Assert.Empty(Violations(Sources));
        Assert.Equal(
            [
                new RoomReference("Entrance.cs", "(root)", "Upper/Door.cs", "Upper", "Door"),
                new RoomReference("Entrance.cs", "(root)", "Upper/Door.cs", "Upper", "Door.Name"),
                new RoomReference("Upper/Door.cs", "Upper", "Lower/Hinge.cs", "Lower", "Hinge"),
                new RoomReference("Upper/Door.cs", "Upper", "Lower/Hinge.cs", "Lower", "Hinge.Kind"),
            ],
            RoomReferences.Find(Sources));
    }

    [Theory]
    [InlineData("public sealed record Screw(int Length) { public static Door? For; }", "Door")]
    [InlineData("public sealed class Screw { public object Door = new List<Door>(); }", "Door")]
    [InlineData("public sealed class Screw { public object? At() => Missing.Generated(typeof(Door)); }", "Door")]
    public void A_reference_that_points_up_is_reported_with_both_files(string screw, string symbol)
    {
        Dictionary<string, string> sources = new(Sources) { ["Lowest/Screw.cs"] = "namespace Sample; " + screw };

        Assert.Equal(
            [$"src/Sample/Lowest/Screw.cs (room Lowest) uses {symbol} of src/Sample/Upper/Door.cs (room Upper), which is above it."],
            Violations(sources));
    }

    [Fact]
    public void An_extension_method_whose_type_is_not_named_is_a_reference()
    {
        Dictionary<string, string> sources = new(Sources)
        {
            ["Upper/Door.cs"] =
                "namespace Sample; public static class Door { public static int Twice(this Screw screw) => 2 * screw.Length; }",
            ["Lower/Hinge.cs"] = "namespace Sample; public static class Hinge { public static int Of(Screw screw) => screw.Twice(); }",
        };

        Assert.Equal(
            ["src/Sample/Lower/Hinge.cs (room Lower) uses Door.Twice of src/Sample/Upper/Door.cs (room Upper), which is above it."],
            Violations(sources));
    }

    [Fact]
    public void Documentation_comments_may_mention_any_room()
    {
        Dictionary<string, string> sources = new(Sources)
        {
            ["Lowest/Screw.cs"] = "namespace Sample; /// <summary>Holds a <see cref=\"Door\"/>.</summary>\npublic sealed class Screw;",
        };

        Assert.Empty(Violations(sources));
    }

    [Fact]
    public void A_room_that_is_not_listed_and_a_listed_one_without_files_are_reported()
    {
        Dictionary<string, string> sources = new(Sources) { ["Cellar/Box.cs"] = "namespace Sample; public sealed class Box;" };
        sources.Remove("Lowest/Screw.cs");

        Assert.Equal(
            [
                "The folder src/Sample/Cellar is not in the list of rooms: add it where it belongs.",
                "The list of rooms of src/Sample names Lowest, which has no files: remove it.",
            ],
            Violations(sources));
    }

    [Fact]
    public void A_list_that_is_missing_or_names_a_room_twice_is_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => RoomOrder.Read(List, "src/Nowhere"));
        Assert.Throws<InvalidOperationException>(
            () => RoomOrder.Read(List.Replace("Lowest/", "Upper/", StringComparison.Ordinal), "src/Sample"));
        Assert.Equal(["(root)", "Upper", "Lower", "Lowest"], RoomOrder.Read(List, "src/Sample").Rooms);
    }

    private static IReadOnlyList<string> Violations(Dictionary<string, string> sources) =>
        RoomOrder.Read(List, "src/Sample").Violations(sources.Keys, RoomReferences.Find(sources));
}
