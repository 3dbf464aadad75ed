namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the analysis behind the layering tests finds the references that it must find.</summary>
[Trait("Culture", "None")]
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
                new RoomReference("Entrance.cs", "(root)", "Upper/Door.cs", "Upper", "Door.Name"),
                new RoomReference("Entrance.cs", "(root)", "Upper/Door.cs", "Upper", "Door"),
                new RoomReference("Upper/Door.cs", "Upper", "Lower/Hinge.cs", "Lower", "Hinge.Kind"),
                new RoomReference("Upper/Door.cs", "Upper", "Lower/Hinge.cs", "Lower", "Hinge"),
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

    [Theory]
    [InlineData("public static void Use(Nail nail) { foreach (int turn in nail) { } }", "Door.GetEnumerator")]
    [InlineData("public static async Task Use(Screw screw) { await screw; }", "Door.GetAwaiter")]
    [InlineData("public static Screw Use() => new() { 1 };", "Door.Add")]
    [InlineData("public static void Use(Screw screw) { var (length, width) = screw; }", "Door.Deconstruct")]
    [InlineData("public static void Use(Screw screw) { (int width, (int length, _)) = (1, screw); }", "Door.Deconstruct")]
    [InlineData("public static void Use(Screw[] screws) { foreach (var (length, width) in screws) { } }", "Door.Deconstruct")]
    [InlineData("public static bool Use(Screw screw) => screw is (1, 2);", "Door.Deconstruct")]
    [InlineData("public static object Use(Screw screw) => from turn in screw select turn;", "Door.Select")]
    [InlineData("public static object Use(Screw screw) => from turn in screw where turn > 1 select turn;", "Door.Where")]
    [InlineData("public static object Use(Screw screw) => from turn in screw orderby turn select turn;", "Door.OrderBy")]
    [InlineData("public static object Use(Screw screw) => screw + screw;", "Door.op_Addition")]
    [InlineData("public static object Use(Screw screw) => screw += screw;", "Door.op_Addition")]
    [InlineData("public static object Use(Screw screw) => -screw;", "Door.op_UnaryNegation")]
    [InlineData("public static object Use(Screw screw) => screw.Turns;", "Door.Turns")]
    [InlineData("public static object Use(Screw screw) => screw.Turn(Missing.Generated());", "Door.Turn")]
    public void An_extension_member_that_is_not_named_or_not_resolved_is_a_reference(string use, string symbol)
    {
        Dictionary<string, string> sources = new(Sources)
        {
            ["Upper/Door.cs"] =
                """
                namespace Sample;
                public static class Door
                {
                    public static IEnumerator<int> GetEnumerator(this Nail nail) => throw null!;
                    public static System.Runtime.CompilerServices.TaskAwaiter GetAwaiter(this Screw screw) => throw null!;
                    public static void Add(this Screw screw, int turn) { }
                    public static void Deconstruct(this Screw screw, out int length, out int width) => length = width = 1;
                    public static Screw Select(this Screw screw, Func<int, int> selector) => screw;
                    public static Screw Where(this Screw screw, Func<int, bool> predicate) => screw;
                    public static Screw OrderBy(this Screw screw, Func<int, int> selector) => screw;
                    public static Screw Turn(this Screw screw, int turns) => screw;
                    public static Screw Turn(this Screw screw, string turns) => screw;
                    extension(Screw screw)
                    {
                        public int Turns => 1;
                        public static Screw operator +(Screw left, Screw right) => left;
                        public static Screw operator -(Screw one) => one;
                    }
                }
                """,
            ["Lower/Hinge.cs"] = $"namespace Sample; public static class Hinge {{ {use} }}",
            ["Lowest/Screw.cs"] =
                """
                namespace Sample;
                public sealed class Nail;
                public sealed class Screw : System.Collections.IEnumerable
                {
                    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!;
                }
                """,
        };

        Assert.Contains(
            $"src/Sample/Lower/Hinge.cs (room Lower) uses {symbol} of src/Sample/Upper/Door.cs (room Upper), which is above it.",
            Violations(sources));
    }

    [Theory]
    [InlineData("DEBUG")]
    [InlineData("!DEBUG")]
    [InlineData("RELEASE")]
    [InlineData("NET")]
    [InlineData("NET5_0_OR_GREATER")]
    [InlineData("NET10_0_OR_GREATER")]
    [InlineData("NET10_0")]
    public void Code_that_only_some_builds_compile_counts(string condition)
    {
        Dictionary<string, string> sources = new(Sources)
        {
            ["Lowest/Screw.cs"] =
                $"""
                namespace Sample;
                public sealed class Screw
                #if {condition}
                    : Door
                #endif
                ;
                """,
        };

        Assert.Equal(
            ["src/Sample/Lowest/Screw.cs (room Lowest) uses Door of src/Sample/Upper/Door.cs (room Upper), which is above it."],
            Violations(sources));
    }

    [Fact]
    public void A_partial_type_in_two_rooms_is_a_reference_up_whether_used_or_not()
    {
        Dictionary<string, string> sources = new(Sources)
        {
            ["Upper/Door.cs"] = "namespace Sample; public static partial class Door { public const string Name = Hinge.Kind; }",
            ["Lowest/Door.Stub.cs"] = "namespace Sample; partial class Door;",
            ["Entrance.cs"] = "namespace Sample; public static class Entrance;",
        };

        Assert.Equal(
            ["src/Sample/Lowest/Door.Stub.cs (room Lowest) uses Door of src/Sample/Upper/Door.cs (room Upper), which is above it."],
            Violations(sources));

        sources["Lowest/Screw.cs"] = "namespace Sample; public sealed class Screw { public object Door = typeof(Door); }";

        Assert.Contains(
            "src/Sample/Lowest/Screw.cs (room Lowest) uses Door of src/Sample/Upper/Door.cs (room Upper), which is above it.",
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
