using System.Reflection;
using System.Runtime.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Finds which rooms of a project use which. A room is a folder directly below the project; files next to the project file are the room
/// <see cref="Root"/>. Documentation comments do not count. Generated sources are absent, so a name that resolves only with them is not
/// found; of an overloaded method whose arguments do not resolve, all overloads count.
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

    private static readonly CSharpParseOptions[] Configurations = [.. new[] { "DEBUG", "RELEASE" }
        .Select(configuration => new CSharpParseOptions(
            LanguageVersion.Preview, preprocessorSymbols: [configuration, "TRACE", .. FrameworkSymbols()]))];

    private static readonly MetadataReference[] Libraries = [.. FindLibraries()];

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
    public static IReadOnlyList<RoomReference> Find(IReadOnlyDictionary<string, string> sources) =>
        [.. Configurations.SelectMany(configuration => Find(sources, configuration)).Distinct()];

    private static IEnumerable<RoomReference> Find(IReadOnlyDictionary<string, string> sources, CSharpParseOptions configuration)
    {
        SyntaxTree[] trees = [.. sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, configuration, source.Key))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Rooms", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, configuration)], Libraries,
            new(OutputKind.DynamicallyLinkedLibrary));
        return trees.SelectMany(tree => Find(tree, compilation.GetSemanticModel(tree)));
    }

    private static IEnumerable<RoomReference> Find(SyntaxTree tree, SemanticModel model)
    {
        string room = RoomOf(tree.FilePath);
        return
            from node in tree.GetRoot().DescendantNodes()
            from symbol in Named(node, model).Concat(Unnamed(node, model)).OfType<ISymbol>()
            where symbol is not (INamespaceSymbol or IParameterSymbol)
            from declaration in Declared(symbol).DeclaringSyntaxReferences
            let file = declaration.SyntaxTree.FilePath
            where file != "" && RoomOf(file) != room
            select new RoomReference(tree.FilePath, room, file, RoomOf(file), NameOf(symbol));
    }

    // A part of a partial type uses its other parts, so that a type in two rooms is always a reference up.
    private static IEnumerable<ISymbol?> Named(SyntaxNode node, SemanticModel model) => node is BaseTypeDeclarationSyntax type
        ? [model.GetDeclaredSymbol(type)!]
        : All(model.GetSymbolInfo(node));

    // The methods that the compiler calls for a piece of syntax. They may be extension methods.
    private static IEnumerable<ISymbol?> Unnamed(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case CommonForEachStatementSyntax loop:
                ForEachStatementInfo enumeration = model.GetForEachStatementInfo(loop);
                return [enumeration.GetEnumeratorMethod, .. loop is ForEachVariableStatementSyntax variables
                    ? Deconstructions(model.GetDeconstructionInfo(variables))
                    : []];
            case AwaitExpressionSyntax expression:
                return [model.GetAwaitExpressionInfo(expression).GetAwaiterMethod];
            case AssignmentExpressionSyntax assignment:
                return Deconstructions(model.GetDeconstructionInfo(assignment));
            case InitializerExpressionSyntax initializer when initializer.IsKind(SyntaxKind.CollectionInitializerExpression):
                return initializer.Expressions.SelectMany(item => All(model.GetCollectionInitializerSymbolInfo(item)));
            case QueryClauseSyntax clause:
                QueryClauseInfo query = model.GetQueryClauseInfo(clause);
                return [.. All(query.CastInfo), .. All(query.OperationInfo)];
            default:
                return [];
        }
    }

    private static IEnumerable<ISymbol?> Deconstructions(DeconstructionInfo info) =>
        [info.Method, .. info.Nested.SelectMany(Deconstructions)];

    private static IEnumerable<ISymbol> All(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    // Members that the compiler adds, such as a record's constructor, are declared where their type is.
    private static ISymbol Declared(ISymbol symbol)
    {
        ISymbol declared = (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol).OriginalDefinition;
        return declared.DeclaringSyntaxReferences.IsEmpty && declared.ContainingType is { } type ? type : declared;
    }

    private static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType.Name,
        // An extension block is a type without a name.
        { ContainingType: { IsExtension: true, ContainingType: { } type } } => $"{type.Name}.{symbol.Name}",
        INamedTypeSymbol or { ContainingType: null } => symbol.Name,
        _ => $"{symbol.ContainingType.Name}.{symbol.Name}",
    };

    // The projects and their tests have the same target framework. The SDK defines its symbol, and one for each version up to it.
    private static IEnumerable<string> FrameworkSymbols()
    {
        string framework = typeof(RoomReferences).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;
        int version = new FrameworkName(framework).Version.Major;
        return
        [
            "NET", "NETCOREAPP", $"NET{version}_0",
            .. Enumerable.Range(5, version - 4).Select(older => $"NET{older}_0_OR_GREATER"),
            .. "1_0 1_1 2_0 2_1 2_2 3_0 3_1".Split(' ').Select(older => $"NETCOREAPP{older}_OR_GREATER"),
        ];
    }

    // The assemblies that the tests run with include those that the project references. The project's own would declare each type twice.
    private static IEnumerable<MetadataReference> FindLibraries() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(file => !Path.GetFileName(file).StartsWith("PartnerCenter.Referrals", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file));
}
