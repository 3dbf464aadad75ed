using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Runs this program again in a child process. The child ends when its standard input is closed, which happens however this process ends.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
    }

    public static ChildProcess Start(params string[] arguments)
    {
        // Under `dotnet program.dll`, the process is dotnet and its first argument is the program.
        string host = Environment.ProcessPath!;
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = isDotnet ? [Environment.GetCommandLineArgs()[0]] : [];
        return new ChildProcess(Process.Start(
            new ProcessStartInfo(host, [.. program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The child process ended before it wrote the expected line.");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
