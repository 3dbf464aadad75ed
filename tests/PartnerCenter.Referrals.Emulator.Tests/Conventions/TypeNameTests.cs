using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that the name alone identifies a type of the tests.</summary>
public sealed class TypeNameTests
{
    [Fact]
    public void No_full_type_name_occurs_twice_in_the_test_projects()
    {
        string tests = RepositoryFiles.PathOf("tests");
        (string Name, string File)[] types =
        [
            .. Directory.EnumerateDirectories(tests)
                .SelectMany(project => RoomReferences.ReadSources(project)
                    .SelectMany(source => TypesIn(source.Value), (source, name) => (name, $"{Path.GetFileName(project)}/{source.Key}"))),
        ];

        string[] repeated =
        [
            .. types.GroupBy(type => type.Name).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key} is declared in {string.Join(" and in ", group.Select(type => type.File))}"),
        ];

        Assert.NotEmpty(types);
        Assert.True(repeated.Length == 0, string.Join('\n', repeated));
    }

    private static IEnumerable<string> TypesIn(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
        .OfType<BaseTypeDeclarationSyntax>()
        .Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            && !type.Modifiers.Any(SyntaxKind.PartialKeyword))
        .Select(type => $"{(type.Parent as BaseNamespaceDeclarationSyntax)?.Name}.{type.Identifier.Text}{Arity(type)}");

    private static string Arity(BaseTypeDeclarationSyntax type) =>
        type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and int count } ? $"`{count}" : "";
}
