namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Plays every operation under every fault, cancelled at every point, and compares the outcome with the expectation and the document.
/// </summary>
[Collection(LogCapture.Collection)]
public sealed class FaultMatrixTests
{
    // More cells than cores run at once, because a cell spends much of its time between client and emulator.
    private const int AtOnce = 6;

    // The jitter after a conflict starts at zero, so a cell may have to be played again to have a wait.
    private const int MaxPlays = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Operations => [.. MatrixOperation.All.Select(operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public async Task Under_every_fault_the_client_behaves_as_documented(string operationName)
    {
        MatrixOperation operation = MatrixOperation.All.Single(one => one.Name == operationName);
        (MatrixFault Fault, CellKind Kind)[] cells =
            [.. MatrixFault.All.SelectMany(fault => Enum.GetValues<CellKind>().Select(kind => (fault, kind)))];
        string[] texts = new string[cells.Length];
        string[] differences = new string[cells.Length];
        using LogCapture log = new();

        await PlayAllAsync(cells.Length, async number =>
        {
            (MatrixFault fault, CellKind kind) = cells[number];
            (texts[number], IEnumerable<string> different) = fault.AppliesTo(operation)
                ? await PlayAsync(
                    () => new MatrixCell(operation, fault, kind, log),
                    ExpectedOutcomes.Of(operation, fault, kind),
                    fault.IsOfToken ? MatrixDocument.TokenCellOf : MatrixDocument.CellOf)
                : (MatrixDocument.NoCell, []);
            string of = fault.IsOfToken ? "token request, " : "";
            differences[number] = string.Concat(different.Select(one => $"\n{operation.Name}, {of}{fault.Title}, {kind}: {one}"));
        });

        AssertAsExpected(differences, log);
        ILookup<bool, (MatrixFault, IReadOnlyList<string>)> rows = MatrixFault.All
            .Zip(texts.Chunk(Enum.GetValues<CellKind>().Length), (fault, row) => (Fault: fault, Cells: (IReadOnlyList<string>)row))
            .ToLookup(row => row.Fault.IsOfToken);
        AssertDocumented(operation.Name, MatrixDocument.TableOf(rows[false]));
        AssertDocumented(MatrixDocument.TokenRequest, MatrixDocument.TableOf(rows[true]));
    }

    [Fact]
    public async Task Disposed_in_each_phase_of_a_call_the_client_behaves_as_documented()
    {
        (MatrixOperation Operation, DisposalPhase Phase)[] cells =
            [.. MatrixOperation.All.SelectMany(operation => DisposalPhase.All.Select(phase => (operation, phase)))];
        string[] texts = new string[cells.Length];
        string[] differences = new string[cells.Length];
        using LogCapture log = new();

        await PlayAllAsync(cells.Length, async number =>
        {
            (MatrixOperation operation, DisposalPhase phase) = cells[number];
            (texts[number], IEnumerable<string> different) = await PlayAsync(
                () => new MatrixCell(operation, phase.Fault, phase.Kind, log, isDisposal: true),
                ExpectedDisposals.Of(operation, phase),
                MatrixDocument.CellOf);
            differences[number] = string.Concat(different.Select(one => $"\n{operation.Name}, {phase.Title}: {one}"));
        });

        AssertAsExpected(differences, log);
        AssertDocumented(MatrixDocument.Disposal, MatrixDocument.TableOf(
            MatrixOperation.All.Zip(texts.Chunk(DisposalPhase.All.Count), (operation, row) => (operation, (IReadOnlyList<string>)row))));
    }

    [Fact]
    public void The_document_has_a_section_for_each_operation_and_no_other() =>
        Assert.Equal(MatrixDocument.Sections, MatrixDocument.IsWritten ? MatrixDocument.Sections : MatrixDocument.Headings);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/failures.md")]
    public void The_pages_that_link_to_the_matrix_name_the_number_of_faults(string page) =>
        Assert.Contains($"under {MatrixFault.All.Count} faults", MatrixDocument.PageOf(page), StringComparison.Ordinal);

    private static Task PlayAllAsync(int count, Func<int, Task> play) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation },
        async (number, _) => await play(number));

    private static void AssertAsExpected(IReadOnlyList<string> differences, LogCapture log)
    {
        Assert.True(differences.All(string.IsNullOrEmpty), "Not as expected:" + string.Concat(differences));
        Assert.False(RedirectTarget.WasCalled, "A redirect was followed.");
        Assert.True(log.Leaks.IsEmpty, "Something planted was found:\n" + string.Join('\n', log.Leaks.Take(5)));
        Assert.All(["log", "span", "measure", "exception"], kind => Assert.True(log.Count(kind) > 0, $"No {kind} was recorded."));
    }

    private static void AssertDocumented(string section, string table)
    {
        if (MatrixDocument.IsWritten)
        {
            MatrixDocument.Write(section, table);
        }

        Assert.True(
            table == MatrixDocument.SectionOf(section),
            $"docs/fault-matrix.md differs from what was run. Write it again by\n{MatrixDocument.HowToWrite}\nand read what changed. Its "
                + $"section '{section}' should be:\n{table}");
    }

    private static async Task<(string Text, IEnumerable<string> Differences)> PlayAsync(
        Func<MatrixCell> newCell, ExpectedOutcome? expected, Func<Observation?, ExpectedOutcome?, string> textOf)
    {
        Observation seen;
        int plays = 0;
        try
        {
            do
            {
                seen = await newCell().PlayAsync(Cancellation);
            }
            while (expected is { WaitIsJittered: true } && !seen.HasWaited && ++plays < MaxPlays);
        }
        catch (Exception broken)
        {
            return ("", [$"could not be played: {broken}"]);
        }

        // Where no wait is expected, there must be none to cancel.
        IEnumerable<string> different =
            expected is not null ? seen.DifferencesFrom(expected) : seen.HasWaited ? ["it waits, and no wait is expected"] : [];
        return (textOf(expected is null ? null : seen, expected), different);
    }
}
