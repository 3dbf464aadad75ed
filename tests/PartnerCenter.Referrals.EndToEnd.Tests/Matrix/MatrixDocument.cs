using System.Text;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Reads and writes <c>docs/fault-matrix.md</c>: a preface written by hand, and a generated section for each operation.</summary>
internal static class MatrixDocument
{
    public const string HowToWrite =
        "FAULT_MATRIX=write dotnet test tests/PartnerCenter.Referrals.EndToEnd.Tests --filter FaultMatrixTests";

    /// <summary>Specifies the text of a cell that does not exist.</summary>
    public const string NoCell = "–";

    /// <summary>Specifies the heading of the table of faults of the token request, which is the same for all operations.</summary>
    public const string TokenRequest = "token request";

    /// <summary>Specifies the heading of the table of disposals.</summary>
    public const string Disposal = "disposal";

    private const string Page = "docs/fault-matrix.md";
    private const string Heading = "\n## ";

    private static readonly Lock Gate = new();

    /// <summary>Gets whether this run writes the document instead of comparing it.</summary>
    public static bool IsWritten => Environment.GetEnvironmentVariable("FAULT_MATRIX") == "write";

    /// <summary>Gets the headings that the document must have.</summary>
    public static IReadOnlyList<string> Sections => [.. MatrixOperation.All.Select(operation => operation.Name), TokenRequest, Disposal];

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
            IEnumerable<string> ordered = Sections.Where(sections.ContainsKey).Select(one => sections[one]);
            File.WriteAllText(FileName(Page), string.Join("\n" + Heading, ordered.Prepend(parts[0].TrimEnd())) + "\n");
        }
    }

    /// <summary>Returns the table of one operation, or that of the token request.</summary>
    public static string TableOf(IEnumerable<(MatrixFault Fault, IReadOnlyList<string> Cells)> rows) => TableOf(
        ["Fault", "once", "lasting", "cancelled before", "cancelled during", "cancelled in a wait"],
        rows.Select(row => (row.Fault.Title, row.Cells)));

    /// <summary>Returns the table of disposals.</summary>
    public static string TableOf(IEnumerable<(MatrixOperation Operation, IReadOnlyList<string> Cells)> rows) => TableOf(
        ["Operation", .. DisposalPhase.All.Select(phase => phase.Title)],
        rows.Select(row => (row.Operation.Name, row.Cells)));

    /// <summary>Returns the text of an observed cell, with the expected bounds as its time, because waits are jittered.</summary>
    public static string CellOf(Observation? seen, ExpectedOutcome? expected)
    {
        if (seen is null || expected is null)
        {
            return NoCell;
        }

        string time = TimeOf(expected);
        return $"{EndingOf(seen.Failure)} {seen.Requests}{(seen.Effects > 0 ? " ✓" : "")}{time}";
    }

    /// <summary>
    /// Returns the text of an observed cell of the token request. A call that gets its token in the end goes on like any other.
    /// </summary>
    public static string TokenCellOf(Observation? seen, ExpectedOutcome? expected) =>
        seen is { Failure: null } && expected is not null ? $"value{TimeOf(expected)}" : CellOf(seen, expected);

    private static string TimeOf(ExpectedOutcome expected) => expected.Time.AtMost < 0.2 ? "" : $", {expected.Time}";

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
        ReferralNotFoundException => "not found",
        ReferralContinuationExpiredException => "expired",
        ReferralsAuthenticationException => "authentication",
        ReferralsException => "failed",
        ObjectDisposedException => "disposed",
        _ => failure.GetType().Name,
    };

    private static string TableOf(IReadOnlyList<string> headings, IEnumerable<(string Title, IReadOnlyList<string> Cells)> rows)
    {
        StringBuilder table = new StringBuilder("| ").AppendJoin(" | ", headings).Append(" |\n|");
        table.Insert(table.Length, "---|", headings.Count);
        foreach ((string title, IReadOnlyList<string> cells) in rows)
        {
            table.Append("\n| ").Append(title).Append(" | ").AppendJoin(" | ", cells).Append(" |");
        }

        return table.ToString();
    }

    /// <summary>Returns the text of a page of the repository.</summary>
    public static string PageOf(string name) => File.ReadAllText(FileName(name)).ReplaceLineEndings("\n");

    private static string Read() => PageOf(Page);

    private static string FileName(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PartnerCenter.Referrals.sln")))
            {
                return Path.Combine(at.FullName, name);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository, which contains the pages.");
    }
}
