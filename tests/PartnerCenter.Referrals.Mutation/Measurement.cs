using System.Diagnostics;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>
/// Judges all mutants, in several processes at a time. A run that was ended goes on where it was.
/// </summary>
internal sealed class Measurement(Mutant[] mutants, string folder)
{
    private const string Together = "together";
    private const string Alone = "alone";

    private static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(25);

    private string CoverageFile => Path.Combine(folder, "coverage.tsv");

    /// <summary>Returns 0 if the tests notice enough of the mutants.</summary>
    public async Task<int> RunAsync()
    {
        if (!File.Exists(CoverageFile) && await RunProcessAsync("cover", CoverageFile) != 0)
        {
            throw new InvalidOperationException("The tests could not be run without mutants.");
        }

        await InPartsAsync(mutants.Where(static mutant => !mutant.IsStatic), RunPartAsync);
        // What survives may be code that runs once a process too, for example because a static field is made by it.
        Dictionary<int, Verdict> verdicts = Judged(Together);
        await InPartsAsync(
            mutants.Where(mutant => mutant.IsStatic || verdicts[mutant.Id] == Verdict.Survives), RunPartAloneAsync);
        foreach ((int id, Verdict verdict) in Judged(Alone))
        {
            verdicts[id] = verdict;
        }

        return new Summary(mutants, verdicts).Print(Path.Combine(folder, "unnoticed.txt"));
    }

    private static Task InPartsAsync(IEnumerable<Mutant> all, Func<Mutant[], string, Task> run)
    {
        int parts = 2 * Environment.ProcessorCount; // A test that hangs keeps its process waiting.
        return Task.WhenAll(Enumerable.Range(0, parts).Select(
            part => run([.. all.Where((_, at) => at % parts == part)], part.ToString())));
    }

    private async Task RunPartAsync(Mutant[] part, string name)
    {
        (string todo, string results) = (Path.Combine(folder, $"todo-{name}.txt"), Path.Combine(folder, $"{Together}-{name}.tsv"));
        while (Left(part, Together) is { Length: > 0 } left)
        {
            await File.WriteAllLinesAsync(todo, left.Select(static mutant => mutant.Id.ToString()));
            if (await RunProcessAsync("run", CoverageFile, todo, results) is not (0 or Worker.Spoilt)
                && Left(left, Together) is [var culprit, ..])
            {
                await File.AppendAllLinesAsync(results, [$"{culprit.Id}\t{Verdict.Crashes}\t"]);
            }
        }
    }

    private async Task RunPartAloneAsync(Mutant[] part, string name)
    {
        string results = Path.Combine(folder, $"{Alone}-{name}.tsv");
        foreach (Mutant mutant in Left(part, Alone))
        {
            string ofSameFile = string.Join(',', mutants.Where(other => other.File == mutant.File).Select(static other => other.Id));
            if (await RunProcessAsync("run-alone", CoverageFile, mutant.Id.ToString(), ofSameFile, results) != 0)
            {
                await File.AppendAllLinesAsync(results, [$"{mutant.Id}\t{Verdict.Crashes}\t"]);
            }
        }
    }

    private Mutant[] Left(Mutant[] all, string way)
    {
        Dictionary<int, Verdict> judged = Judged(way);
        return [.. all.Where(mutant => !judged.ContainsKey(mutant.Id))];
    }

    private Dictionary<int, Verdict> Judged(string way) =>
    (
        from file in Directory.GetFiles(folder, $"{way}-*.tsv")
        from line in File.ReadAllLines(file)
        let cells = line.Split('\t')
        group Enum.Parse<Verdict>(cells[1]) by int.Parse(cells[0]) into one
        select KeyValuePair.Create(one.Key, one.Last())).ToDictionary();

    private static async Task<int> RunProcessAsync(params string[] arguments)
    {
        using Process process = Process.Start(Environment.ProcessPath!, arguments);
        using CancellationTokenSource limit = new(ProcessLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        return process.ExitCode;
    }
}
