namespace PartnerCenter.Referrals.Tests;

/// <summary>Finds the repository's own files, for tests that check sources and documents.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>Returns the absolute path of a file or folder that is given by its path in the repository.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PartnerCenter.Referrals.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the tests holds PartnerCenter.Referrals.sln. Run them in the repository.");
    }
}
