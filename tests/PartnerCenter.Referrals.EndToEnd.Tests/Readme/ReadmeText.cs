namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>README.md with the pages in docs, and the regions of the sources beside this one, as copied to the output directory.</summary>
internal static class ReadmeText
{
    private const string RegionStart = "#region ";
    private const string RegionEnd = "#endregion";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Readme");

    /// <summary>The pages by their path in the repository.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } = Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    public static string Whole { get; } = string.Join('\n', Pages.Values);

    /// <summary>The fenced blocks of a language, without the fences.</summary>
    public static IReadOnlyList<string> Blocks(string language)
    {
        List<string> blocks = [];
        List<string>? block = null;
        bool isWanted = false;
        foreach (string line in Whole.Split('\n'))
        {
            if (!line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
                isWanted = line.Trim() == "```" + language;
            }
            else
            {
                if (isWanted)
                {
                    blocks.Add(Unindented(block));
                }

                block = null;
            }
        }

        return blocks;
    }

    /// <summary>The snippets by the name of their region, without their common indentation.</summary>
    public static IReadOnlyDictionary<string, string> Regions()
    {
        Dictionary<string, string> regions = [];
        foreach (string file in Directory.EnumerateFiles(Folder, "*Snippets.cs").Append(Path.Combine(Folder, "Deals.cs")))
        {
            string? name = null;
            List<string> lines = [];
            foreach (string line in File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n'))
            {
                string trimmed = line.Trim();
                if (trimmed.StartsWith(RegionStart, StringComparison.Ordinal))
                {
                    name = trimmed[RegionStart.Length..];
                    lines = [];
                }
                else if (trimmed == RegionEnd)
                {
                    regions.Add(name!, Unindented(lines));
                    name = null;
                }
                else if (name is not null)
                {
                    lines.Add(line);
                }
            }
        }

        return regions;
    }

    private static string Unindented(IReadOnlyList<string> lines)
    {
        int indentation = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indentation..] : line)).Trim('\n');
    }
}
