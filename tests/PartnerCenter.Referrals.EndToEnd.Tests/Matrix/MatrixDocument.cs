using System.Text;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Reads and writes <c>docs/fault-matrix.md</c>: a preface written by hand, and a generated section for each operation.</summary>
internal static class MatrixDocument
{
    public const string HowToWrite =
        "FAULT_MATRIX=write dotnet test tests/PartnerCenter.Referrals.EndToEnd.Tests --filter FaultMatrixTests";

    private const string Heading = "\n## ";

    private static readonly Lock Gate = new();

    /// <summary>Gets whether this run writes the document instead of comparing it.</summary>
    public static bool IsWritten => Environment.GetEnvironmentVariable("FAULT_MATRIX") == "write";

    public static IReadOnlyList<string> Headings =>
        [.. Read().Split(Heading)[1..].Select(section => section[..section.IndexOf('\n', StringComparison.Ordinal)])];

    /// <summary>Returns the section of an operation without its heading; empty if there is none.</summary>
    public static string SectionOf(string name) => Read().Split(Heading).Skip(1)
        .FirstOrDefault(section => section.StartsWith(name + "\n", StringComparison.Ordinal)) is { } found
        ? found[(name.Length + 1)..].Trim()
        : "";

    public static void Write(string name, string section)
    {
        lock (Gate)
        {
            string[] parts = Read().Split(Heading);
            Dictionary<string, string> sections =
                parts.Skip(1).ToDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)], part => part.TrimEnd());
            sections[name] = $"{name}\n\n{section}";
            IEnumerable<string> ordered =
                MatrixOperation.All.Select(operation => operation.Name).Where(sections.ContainsKey).Select(one => sections[one]);
            File.WriteAllText(FileName(), string.Join("\n" + Heading, ordered.Prepend(parts[0].TrimEnd())) + "\n");
        }
    }

    /// <summary>Returns the table of one operation.</summary>
    public static string TableOf(IEnumerable<(MatrixFault Fault, IReadOnlyList<string> Cells)> rows)
    {
        StringBuilder table =
            new("| Fault | once | lasting | cancelled before | cancelled during | cancelled in a wait |\n|---|---|---|---|---|---|");
        foreach ((MatrixFault fault, IReadOnlyList<string> cells) in rows)
        {
            table.Append("\n| ").Append(fault.Title).Append(" | ").AppendJoin(" | ", cells).Append(" |");
        }

        return table.ToString();
    }

    /// <summary>Returns the text of an observed cell, with the expected bounds as its time, because waits are jittered.</summary>
    public static string CellOf(Observation? seen, ExpectedOutcome? expected)
    {
        if (seen is null || expected is null)
        {
            return "–";
        }

        string time = expected.Time.AtMost < 0.2 ? "" : $", {expected.Time}";
        return $"{EndingOf(seen.Failure)} {seen.Requests}{(seen.Effects > 0 ? " ✓" : "")}{time}";
    }

    private static string EndingOf(Exception? failure) => failure switch
    {
        null => "value",
        OperationCanceledException when failure.Message.Contains("may have", StringComparison.Ordinal) => "cancelled?",
        OperationCanceledException when failure.Message.Contains("was applied", StringComparison.Ordinal) => "cancelled, done",
        OperationCanceledException => "cancelled",
        ReferralOutcomeUnknownException => "**unknown**",
        ReferralsThrottledException => "throttled",
        ReferralsTimeoutException => "timeout",
        ReferralConflictException => "conflict",
        ReferralsAuthenticationException => "authentication",
        ReferralsException => "failed",
        _ => failure.GetType().Name,
    };

    private static string Read() => File.ReadAllText(FileName()).ReplaceLineEndings("\n");

    private static string FileName()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PartnerCenter.Referrals.sln")))
            {
                return Path.Combine(at.FullName, "docs", "fault-matrix.md");
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository, where docs/fault-matrix.md is.");
    }
}
