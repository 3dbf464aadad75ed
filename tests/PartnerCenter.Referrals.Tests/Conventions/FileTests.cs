using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a file of the packages and samples contains one type and is named after it.</summary>
[Trait("Culture", "None")]
public sealed class FileTests
{
    [Theory]
    [InlineData("src/PartnerCenter.Referrals")]
    [InlineData("src/PartnerCenter.Referrals.AspNetCore")]
    [InlineData("src/PartnerCenter.Referrals.Caching")]
    [InlineData("src/PartnerCenter.Referrals.HealthChecks")]
    [InlineData("src/PartnerCenter.Referrals.Emulator")]
    [InlineData("src/PartnerCenter.Referrals.Cli")]
    [InlineData("samples")]
    public void A_file_contains_one_type_and_is_named_after_it(string folder)
    {
        string root = RepositoryFiles.PathOf(folder);
        string[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(file => !IsBuilt(Path.GetRelativePath(root, file))),
        ];

        string[] wrong =
        [
            .. files.Select(file => (File: file, Types: TypesIn(file)))
                .Where(one => !one.Types.SequenceEqual([Path.GetFileNameWithoutExtension(one.File)]))
                .Select(one => $"{Path.GetRelativePath(root, one.File)} contains: {string.Join(", ", one.Types)}"),
        ];

        Assert.NotEmpty(files);
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    // A file of top-level statements is the program.
    private static IReadOnlyList<string> TypesIn(string file)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot();
        return
        [
            .. root.Members.OfType<GlobalStatementSyntax>().Take(1).Select(_ => "Program"),
            .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text),
            .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<DelegateDeclarationSyntax>().Select(type => type.Identifier.Text),
        ];
    }
}
