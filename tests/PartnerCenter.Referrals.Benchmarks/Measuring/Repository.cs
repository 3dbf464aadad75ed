namespace PartnerCenter.Referrals.Benchmarks;

internal static class Repository
{
    /// <summary>Returns the repository that holds a folder; null if none does.</summary>
    public static string? Holding(string folder)
    {
        DirectoryInfo? at = new(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "PartnerCenter.Referrals.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName;
    }
}
