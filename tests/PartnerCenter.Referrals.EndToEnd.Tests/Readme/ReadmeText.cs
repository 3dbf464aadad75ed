using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>
/// Reads the pages with C# in them (README.md, docs and the packages' PACKAGE.md), and the regions of the sources in this folder, as they
/// are copied to the output directory.
/// </summary>
internal static partial class ReadmeText
{
    private const string RegionStart = "#region ";
    private const string RegionEnd = "#endregion";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Readme");

    /// <summary>The pages by their path in the repository.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } = Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    public static string Whole { get; } = string.Join('\n', Pages.Values);

    /// <summary>Returns the fenced blocks of a language in all pages, or in one, without the fences.</summary>
    public static IReadOnlyList<string> Blocks(string language, string? page = null) =>
    [
        .. Pages.Where(one => page is null || page == one.Key).SelectMany(one => FencedBlocks(one.Value))
            .Where(block => block.Language == language).Select(block => block.Text),
    ];

    /// <summary>Returns the C# blocks of all pages that show a part of a program.</summary>
    public static IReadOnlyList<string> Snippets() => [.. Blocks("csharp").Where(block => !IsProgram(block))];

    /// <summary>Returns the complete programs of a page, each with the text block after it: what the program prints.</summary>
    public static IReadOnlyList<(string Source, string Output)> Programs(string page)
    {
        (string Language, string Text)[] blocks = [.. FencedBlocks(page)];
        return
        [
            .. blocks.Index().Where(block => block.Item.Language == "csharp" && IsProgram(block.Item.Text))
                .Select(block => (block.Item.Text, blocks.Skip(block.Index).First(next => next.Language == "text").Text)),
        ];
    }

    /// <summary>Returns the targets of the links in a text.</summary>
    public static IEnumerable<string> LinkTargets(string text) => Link().Matches(text).Select(link => link.Groups[1].Value);

    private static bool IsProgram(string block) => UsingDirective().IsMatch(block);

    private static IEnumerable<(string Language, string Text)> FencedBlocks(string page)
    {
        string? language = null;
        List<string> block = [];
        foreach (string line in page.Split('\n'))
        {
            if (!line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                block.Add(line);
            }
            else if (language is null)
            {
                language = line.Trim()[3..];
                block = [];
            }
            else
            {
                yield return (language, Unindented(block));
                language = null;
            }
        }
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
        int indentation = lines.Where(line => line.Length > 0)
            .Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indentation..] : line)).Trim('\n');
    }

    [GeneratedRegex(@"\Ausing [\w.]+;\n")]
    private static partial Regex UsingDirective();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
