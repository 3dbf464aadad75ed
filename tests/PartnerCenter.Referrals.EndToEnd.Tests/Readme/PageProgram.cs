using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Represents a complete program that a page shows, compiled as in a project made by <c>dotnet new console</c>.</summary>
internal sealed class PageProgram(string source)
{
    // What ImplicitUsings adds to such a project.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Compiles the program and runs it in a process of its own.</summary>
    /// <returns>The text that the program prints.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        // Next to the test assembly, so that the host finds the packages by the test assembly's dependencies.
        string program = Path.Combine(AppContext.BaseDirectory, $"{nameof(PageProgram)}-{Guid.NewGuid():N}.dll");
        try
        {
            Assert.Empty(Compile(program, cancellationToken));
            return await ExecuteAsync(program, cancellationToken);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private IEnumerable<string> Compile(string program, CancellationToken cancellationToken)
    {
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(program),
            [
                CSharpSyntaxTree.ParseText(source, cancellationToken: cancellationToken),
                CSharpSyntaxTree.ParseText(ImplicitUsings, cancellationToken: cancellationToken),
            ],
            assemblies.Select(assembly => MetadataReference.CreateFromFile(assembly)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.Emit(program, cancellationToken: cancellationToken).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());
    }

    private static async Task<string> ExecuteAsync(string program, CancellationToken cancellationToken)
    {
        string tests = Path.Combine(AppContext.BaseDirectory, typeof(PageProgram).Assembly.GetName().Name!);
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json", program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
