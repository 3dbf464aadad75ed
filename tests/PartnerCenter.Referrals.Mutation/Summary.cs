namespace PartnerCenter.Referrals.Mutation;

/// <summary>Counts what the tests notice, for each folder and for all.</summary>
internal sealed class Summary(Mutant[] mutants, Dictionary<int, Verdict> verdicts)
{
    private const double LeastOfFolder = 92;
    private const double LeastOfAll = 95;

    /// <summary>
    /// Prints a table like that of docs/building.md, and writes what no test notices into a file. Returns 0 if it is little enough.
    /// </summary>
    public int Print(string unnoticed)
    {
        Console.WriteLine("| Folder | Faults | Noticed |\n|---|---|---|");
        double[] folders = [.. mutants.GroupBy(static mutant => mutant.Folder).Select(folder => Print(folder.Key, [.. folder]))];
        double all = Print("All", mutants);
        File.WriteAllLines(unnoticed, mutants.Where(mutant => !IsNoticed(mutant)).Select(
            mutant => $"{VerdictOf(mutant)} {mutant.File}:{mutant.Line} {mutant.Kind}: {OnOneLine(mutant)}"));
        Console.WriteLine($"What no test notices is in {unnoticed}.");
        return all >= LeastOfAll && folders.All(static share => share >= LeastOfFolder) ? 0 : 1;
    }

    private double Print(string name, Mutant[] some)
    {
        double share = 100.0 * some.Count(IsNoticed) / some.Length;
        Console.WriteLine(FormattableString.Invariant($"| {name} | {some.Length:N0} | {share:0.0} % |"));
        return share;
    }

    private bool IsNoticed(Mutant mutant) => VerdictOf(mutant) is not (Verdict.Survives or Verdict.NotReached or Verdict.Missing);

    private Verdict VerdictOf(Mutant mutant) => verdicts.GetValueOrDefault(mutant.Id);

    private static string OnOneLine(Mutant mutant) => string.Join(
        ' ', $"{mutant.Original} => {mutant.Replacement}".Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
}
