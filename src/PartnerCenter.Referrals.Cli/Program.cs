using System.CommandLine;
using System.CommandLine.Invocation;

namespace PartnerCenter.Referrals.Cli;

/// <summary>Runs the command that the command line names.</summary>
internal static class Program
{
    private const int Misused = 2;

    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Tools for the Microsoft Partner Center Referrals API.") { EmulateCommand.Create() };
        ParseResult parsed = root.Parse(args);
        int code = await parsed.InvokeAsync();

        // The library reports a wrong command line with 1, as a command that failed would.
        return parsed.Action is ParseErrorAction ? Misused : code;
    }
}
