using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Finds which rooms of a project use which. A room is a folder directly below the project; files next to the project file are the room
/// <see cref="Root"/>. Documentation comments do not count. Generated sources are absent, so only references that resolve without them
/// are found.
/// </summary>
internal static class RoomReferences
{
    /// <summary>The name of the room for files that are in no folder.</summary>
    public const string Root = "(root)";

    // The usings that ImplicitUsings generates for Microsoft.NET.Sdk.
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    /// <summary>Reads the C# files below a folder, without build output. Returns their text by their path below the folder.</summary>
    public static IReadOnlyDictionary<string, string> ReadSources(string sourceFolder) => Directory
        .EnumerateFiles(sourceFolder, "*.cs", SearchOption.AllDirectories)
        .Select(file => (File: file, Path: Path.GetRelativePath(sourceFolder, file).Replace('\\', '/')))
        .Where(source => RoomOf(source.Path) is not ("bin" or "obj"))
        .ToDictionary(source => source.Path, source => File.ReadAllText(source.File));

    /// <summary>Returns the room of a file that is given as a path below the source folder.</summary>
    public static string RoomOf(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? path[..slash] : Root;

    /// <summary>Finds each reference from one room to another among the C# files below a folder.</summary>
    public static IReadOnlyList<RoomReference> Find(string sourceFolder) => Find(ReadSources(sourceFolder));

    /// <summary>Finds each reference from one room to another among sources, which are given as their text by their path.</summary>
    public static IReadOnlyList<RoomReference> Find(IReadOnlyDictionary<string, string> sources)
    {
        SyntaxTree[] trees = [.. sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, ParseOptions, source.Key))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Rooms", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions)], Libraries(),
            new(OutputKind.DynamicallyLinkedLibrary));
        return [.. trees.SelectMany(tree => Find(tree, compilation.GetSemanticModel(tree))).Distinct()];
    }

    private static IEnumerable<RoomReference> Find(SyntaxTree tree, SemanticModel model)
    {
        string room = RoomOf(tree.FilePath);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)
                || SymbolOf(model.GetSymbolInfo(node)) is not { } symbol)
            {
                continue;
            }

            string[] files =
            [
                .. Declared(symbol).DeclaringSyntaxReferences
                    .Select(declaration => declaration.SyntaxTree.FilePath)
                    .Where(file => file != ""),
            ];
            // A partial type may be declared in several rooms.
            if (files.Length > 0 && Array.TrueForAll(files, file => RoomOf(file) != room))
            {
                yield return new RoomReference(tree.FilePath, room, files[0], RoomOf(files[0]), NameOf(symbol));
            }
        }
    }

    // A single candidate is the symbol that the compiler chooses when the generated sources are present.
    private static ISymbol? SymbolOf(SymbolInfo info) => (info.Symbol ?? (info.CandidateSymbols is [var only] ? only : null)) switch
    {
        null or INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol =>
            null,
        var symbol => symbol,
    };

    // Members that the compiler adds, such as a record's constructor, are declared where their type is.
    private static ISymbol Declared(ISymbol symbol)
    {
        ISymbol declared = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol).OriginalDefinition;
        return declared.DeclaringSyntaxReferences.IsEmpty && declared.ContainingType is { } type ? type : declared;
    }

    private static string NameOf(ISymbol symbol) =>
        symbol is INamedTypeSymbol || symbol.ContainingType is null ? symbol.Name : $"{symbol.ContainingType.Name}.{symbol.Name}";

    // The assemblies that the tests run with include those that the project references. The project's own would declare each type twice.
    private static IEnumerable<MetadataReference> Libraries() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(file => !Path.GetFileName(file).StartsWith("PartnerCenter.Referrals", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file));
}
