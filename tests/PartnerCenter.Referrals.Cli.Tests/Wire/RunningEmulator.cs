using System.Diagnostics;
using System.Text;

namespace PartnerCenter.Referrals.Cli.Tests;

/// <summary>Runs <c>referrals emulate</c> as a process of its own, on a free port unless the arguments name one.</summary>
internal sealed class RunningEmulator : IAsyncDisposable
{
    public const string Assembly = "PartnerCenter.Referrals.Cli";

    private readonly Process _process;

    private RunningEmulator(Process process, string output)
    {
        _process = process;
        Output = output;
        Settings = output.Split('\n').Where(line => line.StartsWith("PartnerCenter__", StringComparison.Ordinal)
                || line.StartsWith("Webhooks__", StringComparison.Ordinal))
            .Select(line => line.TrimEnd('\r').Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(Settings["PartnerCenter__AuthorityHost"]),
        };
    }

    /// <summary>Gets what it has written up to the line that it is ready.</summary>
    public string Output { get; }

    /// <summary>Gets the environment variables that it has printed.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Gets a client of its root address, which does not follow redirects.</summary>
    public HttpClient Http { get; }

    public Uri Root => Http.BaseAddress!;

    public static async Task<RunningEmulator> StartAsync(params string[] arguments)
    {
        string[] port = arguments.Contains("--port") ? [] : ["--port", "0"];

        // Tests that run in the background of a shell inherit that Ctrl+C is ignored. `env` restores the default.
        Process process = ProgramRun.Start(
            "env", ["--default-signal=INT", ProgramRun.DotnetHost, ProgramRun.PathOf(Assembly), "emulate", .. port, .. arguments]);
        var output = new StringBuilder();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                output.AppendLine(line);
                if (line.StartsWith("The emulator is ready.", StringComparison.Ordinal))
                {
                    return new RunningEmulator(process, output.ToString());
                }
            }

            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            throw new InvalidOperationException($"The emulator has ended: {output}{errors}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Sends a signal, waits for the end, and returns the exit code and what was written to the error output.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync(string signal)
    {
        string id = _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await ProgramRun.OfProgramAsync("kill", ["-" + signal, id]);
        string errors = await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, errors);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
