using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that nothing in the client asks to continue in the caller's context. An analyzer (CA2007) requires the argument for each await of
/// a task, and this test its value. Most awaits have left the context long before, so that no test of a call could notice one.
/// </summary>
[Trait("Culture", "None")]
public sealed class ConfigureAwaitTests
{
    [Fact]
    public void Every_await_leaves_the_context_of_the_caller()
    {
        string root = RepositoryFiles.PathOf("src/PartnerCenter.Referrals");
        InvocationExpressionSyntax[] calls =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes())
                .OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" }),
        ];

        string[] wrong =
        [
            .. calls.Where(call => call.ArgumentList.Arguments is not [{ Expression: var value }] || !IsAllowed(value))
                .Select(call => $"{call.SyntaxTree.FilePath}: {call}"),
        ];

        Assert.NotEmpty(calls);
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    // A strategy of Polly does what its pipeline was asked for, and the client's pipeline asks for false.
    private static bool IsAllowed(ExpressionSyntax value) =>
        value.IsKind(SyntaxKind.FalseLiteralExpression) || value.ToString() == "context.ContinueOnCapturedContext";
}
