using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Checks the documentation files of the packages, whose readers have neither the repository nor the internal members.</summary>
public sealed class ShippedDocumentationTests
{
    private static readonly string[] Packages =
    [
        typeof(ReferralsClient).Assembly.Location,
        typeof(ReferralsWebhookOptions).Assembly.Location,
        typeof(DistributedTokenCache).Assembly.Location,
        typeof(PartnerCenterReferralsHealthChecksBuilderExtensions).Assembly.Location,
        typeof(ReferralsEmulator).Assembly.Location,
    ];

    public static TheoryData<string> PackageNames => [.. Packages.Select(package => Path.GetFileNameWithoutExtension(package))];

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void Only_members_that_users_can_reach_are_documented(string package)
    {
        HashSet<string> visible = [.. VisibleMembers(package).Select(member => member.GetDocumentationCommentId()!)];
        XDocument documentation = Documentation(package);

        Assert.NotEmpty(documentation.Descendants("member"));
        Assert.Empty(documentation.Descendants("member").Select(member => member.Attribute("name")!.Value).Except(visible));
    }

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void Each_public_method_with_parameters_is_documented(string package)
    {
        // The compiler makes other members without a comment: the constructor without parameters, and much of a record.
        HashSet<string> documented = [.. Documentation(package).Descendants("member").Select(member => member.Attribute("name")!.Value)];

        Assert.Empty(VisibleMembers(package).OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary or MethodKind.Constructor, Parameters.Length: > 0 })
            .Where(method => !method.GetAttributes().Any(one => one.AttributeClass?.Name == "CompilerGeneratedAttribute"))
            .Select(method => method.GetDocumentationCommentId()!)
            .Except(documented));
    }

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void References_lead_to_members_that_users_can_reach(string package)
    {
        HashSet<string> visible = [.. Packages.SelectMany(path => VisibleMembers(Path.GetFileNameWithoutExtension(path)))
            .Select(member => member.GetDocumentationCommentId()!)];

        Assert.Empty(Documentation(package).Descendants().Attributes("cref").Select(reference => reference.Value)
            .Where(reference => reference[2..].StartsWith("PartnerCenter.Referrals.", StringComparison.Ordinal))
            .Except(visible));
    }

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void Nothing_in_the_repository_is_cited(string package)
    {
        string[] citations = ["wire contract", "docs/", "design.md", "README"];

        Assert.Empty(Documentation(package).Descendants("member")
            .Where(member => citations.Any(citation => member.Value.Contains(citation, StringComparison.OrdinalIgnoreCase)))
            .Select(member => $"{member.Attribute("name")!.Value}: {member.Value.Trim()}"));
    }

    private static XDocument Documentation(string package) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, package + ".xml"));

    private static IEnumerable<ISymbol> VisibleMembers(string package)
    {
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            nameof(ShippedDocumentationTests), references: assemblies.Select(assembly => MetadataReference.CreateFromFile(assembly)));
        IAssemblySymbol assembly = compilation.SourceModule.ReferencedAssemblySymbols.Single(one => one.Name == package);
        return Visible(assembly.GlobalNamespace);
    }

    private static IEnumerable<ISymbol> Visible(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceSymbol space)
            {
                foreach (ISymbol inner in Visible(space))
                {
                    yield return inner;
                }
            }
            else if (member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)
            {
                yield return member;
                foreach (ISymbol inner in member is INamedTypeSymbol type ? Visible(type) : [])
                {
                    yield return inner;
                }
            }
        }
    }
}
