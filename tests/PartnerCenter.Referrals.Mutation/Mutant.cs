namespace PartnerCenter.Referrals.Mutation;

/// <summary>
/// Describes one fault that Stryker built into the client. It is static if its code runs once a process: then it must be on from the start.
/// </summary>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Original, string Replacement, bool IsStatic)
{
    public string Folder => File[..File.IndexOf('/', StringComparison.Ordinal)];
}
