using System.Text.Json;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>Reads the mutants from Stryker's report.</summary>
internal static class MutantReport
{
    private const string Project = "PartnerCenter.Referrals/";

    public static Mutant[] Read(string path)
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(Of)];
    }

    private static IEnumerable<Mutant> Of(JsonProperty file)
    {
        string name = file.Name.Replace('\\', '/');
        name = name[(name.LastIndexOf(Project, StringComparison.Ordinal) is >= 0 and int at ? at + Project.Length : 0)..];
        string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
        return
            from mutant in file.Value.GetProperty("mutants").EnumerateArray()
            where mutant.GetProperty("status").GetString() is not ("Ignored" or "CompileError")
            let location = mutant.GetProperty("location")
            where !IsConfigureAwait(lines, location.GetProperty("start"))
            select new Mutant(
                int.Parse(mutant.GetProperty("id").GetString()!),
                name,
                location.GetProperty("start").GetProperty("line").GetInt32(),
                mutant.GetProperty("mutatorName").GetString()!,
                Text(lines, location.GetProperty("start"), location.GetProperty("end")),
                mutant.TryGetProperty("replacement", out JsonElement replacement) ? replacement.GetString()! : "",
                mutant.TryGetProperty("static", out JsonElement isStatic) && isStatic.GetBoolean());
    }

    // An analyzer requires the call, and a test over the sources its argument. No other test could notice it.
    private static bool IsConfigureAwait(string[] lines, JsonElement start) =>
        lines[start.GetProperty("line").GetInt32() - 1][..(start.GetProperty("column").GetInt32() - 1)].EndsWith(
            "ConfigureAwait(", StringComparison.Ordinal);

    private static string Text(string[] lines, JsonElement start, JsonElement end)
    {
        (int first, int from) = (start.GetProperty("line").GetInt32() - 1, start.GetProperty("column").GetInt32() - 1);
        (int last, int to) = (end.GetProperty("line").GetInt32() - 1, end.GetProperty("column").GetInt32() - 1);
        return first == last ? lines[first][from..to] : $"{lines[first][from..].Trim()} … {lines[last][..to].Trim()}";
    }
}
