namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Plays every operation under every fault, cancelled at every point, and compares the outcome with the expectation and the document.
/// </summary>
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

        await Parallel.ForAsync(
            0, cells.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (number, _) =>
        {
            (MatrixFault fault, CellKind kind) = cells[number];
            (texts[number], IEnumerable<string> different) = await PlayAsync(operation, fault, kind, log);
            differences[number] = string.Concat(different.Select(one => $"\n{operation.Name}, {fault.Title}, {kind}: {one}"));
        });

        Assert.True(differences.All(string.IsNullOrEmpty), "Not as expected:" + string.Concat(differences));
        Assert.False(RedirectTarget.WasCalled, "A redirect was followed.");
        Assert.True(log.Leaks.IsEmpty, "Something planted was found:\n" + string.Join('\n', log.Leaks.Take(5)));
        Assert.All(["log", "span", "measure", "exception"], kind => Assert.True(log.Count(kind) > 0, $"No {kind} was recorded."));
        string table = MatrixDocument.TableOf(
            MatrixFault.All.Zip(texts.Chunk(Enum.GetValues<CellKind>().Length), (fault, row) => (fault, (IReadOnlyList<string>)row)));
        if (MatrixDocument.IsWritten)
        {
            MatrixDocument.Write(operation.Name, table);
        }

        Assert.True(
            table == MatrixDocument.SectionOf(operation.Name),
            $"docs/fault-matrix.md differs from what was run. Write it again by\n{MatrixDocument.HowToWrite}\nand read what changed. Its "
                + $"section '{operation.Name}' should be:\n{table}");
    }

    [Fact]
    public void The_document_has_a_section_for_each_operation_and_no_other() =>
        Assert.Equal(
            MatrixOperation.All.Select(operation => operation.Name), MatrixDocument.IsWritten
                ? MatrixOperation.All.Select(operation => operation.Name)
                : MatrixDocument.Headings);

    private static async Task<(string Text, IEnumerable<string> Differences)> PlayAsync(
        MatrixOperation operation, MatrixFault fault, CellKind kind, LogCapture log)
    {
        ExpectedOutcome? expected = ExpectedOutcomes.Of(operation, fault, kind);
        Observation seen;
        int plays = 0;
        try
        {
            do
            {
                seen = await new MatrixCell(operation, fault, kind, log).PlayAsync(Cancellation);
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
        return (MatrixDocument.CellOf(expected is null ? null : seen, expected), different);
    }
}
