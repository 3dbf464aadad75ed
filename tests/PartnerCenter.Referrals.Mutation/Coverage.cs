using System.Diagnostics;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>Describes what a test reaches: its duration in milliseconds, and the mutants.</summary>
internal sealed record Coverage(int Test, string Name, long Milliseconds, HashSet<int> Mutants)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs each test with all mutants off, and writes what those reach that pass twice.</summary>
    public static async Task MeasureAsync(string file)
    {
        MutantSwitch.TurnOff();
        string unfinished = $"{file}.part";
        await using (StreamWriter writer = new(unfinished))
        {
            await WriteAsync(writer);
        }

        File.Move(unfinished, file); // A run that goes on must not take a part for the whole.
    }

    private static async Task WriteAsync(StreamWriter writer)
    {
        foreach ((int number, TestCase test) in (await TestCases.FindAsync()).Index())
        {
            string? failure = null;
            Stopwatch duration = Stopwatch.StartNew();
            int[] reached = await MutantSwitch.ReachedByAsync(async () => failure = await test.FailureAsync(Limit));
            long milliseconds = duration.ElapsedMilliseconds;
            failure ??= await test.FailureAsync(Limit);
            if (failure is not null)
            {
                Console.WriteLine($"Left out, because it fails without a mutant: {failure}");
                continue;
            }

            await writer.WriteLineAsync($"{number}\t{test.Name}\t{milliseconds}\t{string.Join(',', reached)}");
        }
    }

    public static Coverage[] Read(string file) =>
    [
        .. from line in File.ReadLines(file)
           let cells = line.Split('\t')
           select new Coverage(
               int.Parse(cells[0]),
               cells[1],
               long.Parse(cells[2]),
               [.. cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]),
    ];
}
