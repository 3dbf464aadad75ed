using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Finds what a section has besides settings and would have no effect: unknown names, and anything beneath a name.</summary>
/// <param name="known">The names of the settings, which are all on one level.</param>
internal sealed class UnknownSettings(IReadOnlyList<string> known)
{
    // A short name is within two changes of many others.
    private const int MaxChanges = 2, MinLength = 5;

    /// <summary>Adds a sentence for each.</summary>
    public void Refuse(IConfiguration section, SettingsReader reader)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            string? owner = known.FirstOrDefault(name => name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
            IEnumerable<string> unknown = owner is not null
                ? setting.GetChildren().SelectMany(child => LeavesOf(child, $"{setting.Key}:{child.Key}"))
                : LeavesOf(setting, setting.Key);
            foreach (string name in unknown)
            {
                string? similar = Similar(name, owner);
                // Most of a whole configuration, such as the variables of the environment, belongs to others.
                if (section is IConfigurationSection || owner is not null || similar is not null)
                {
                    reader.Refuse(name, $"is not a known setting. {similar ?? Known(name, owner)}");
                }
            }
        }
    }

    private string Known(string name, string? owner) =>
        owner is not null ? $"{owner} is a single value and has no settings beneath it."
        : (name.Contains(':', StringComparison.Ordinal) ? "Settings are not nested. " : "")
            + $"Known settings are {string.Join(", ", known)}.";

    private static IEnumerable<string> LeavesOf(IConfigurationSection section, string name)
    {
        bool isLeaf = true;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            isLeaf = false;
            foreach (string leaf in LeavesOf(child, $"{name}:{child.Key}"))
            {
                yield return leaf;
            }
        }

        if (isLeaf || section.Value is not null)
        {
            yield return name;
        }
    }

    // Retry:Delay may mean RetryDelay, and Retry:MaxAttempts may mean MaxAttempts.
    private string? Similar(string path, string? owner)
    {
        string[] parts = path.Split(':');
        string? similar = Nearest(path, owner) ?? Nearest(parts[^1], owner);
        return similar is null ? null : $"Did you mean {similar}{(parts.Length > 1 ? ", beside the other settings" : "")}?";
    }

    private string? Nearest(string name, string? owner) => Letters(name) is not { Length: >= MinLength } letters ? null : known
        .Select(one => (Name: one, Changes: Changes(letters, Letters(one))))
        .Where(one => one.Changes <= MaxChanges && one.Name != owner)
        .OrderBy(one => one.Changes)
        .FirstOrDefault().Name;

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // How many letters to add, remove or change: the Levenshtein distance.
    private static int Changes(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
