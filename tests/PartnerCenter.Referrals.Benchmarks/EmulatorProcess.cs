using System.Diagnostics;
using System.Globalization;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// An emulator in a process of its own, so that its memory and its work are not measured with the client's: this program, started once more. It ends when its
/// standard input closes, which it does however this process ends.
/// </summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string Command = "emulator";

    private readonly Process _process;
    private readonly ReferralsClientOptions _options;

    private EmulatorProcess(Process process, Uri endpoint, ReferralsAccessToken token)
    {
        _process = process;
        _options = new ReferralsClientOptions { Endpoint = endpoint, Credential = ReferralsCredential.FromTokenProvider((_, _) => ValueTask.FromResult(token)) };
    }

    public static async Task<EmulatorProcess> StartAsync(int count, TimeSpan answerDelay)
    {
        // Under `dotnet program.dll` the process is dotnet, and its first argument the program.
        string host = Environment.ProcessPath!;
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        string[] program = isDotnet ? [Environment.GetCommandLineArgs()[0]] : [];
        string[] arguments = [Command, count.ToString(CultureInfo.InvariantCulture), answerDelay.ToString("c", CultureInfo.InvariantCulture)];
        Process process = Process.Start(
            new ProcessStartInfo(host, [.. program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        string? endpoint = await process.StandardOutput.ReadLineAsync();
        string? token = await process.StandardOutput.ReadLineAsync();
        return endpoint is not null && token is not null
            ? new EmulatorProcess(process, new Uri(endpoint), new ReferralsAccessToken(token, DateTimeOffset.UtcNow + LifetimeOfToken))
            : throw new InvalidOperationException("The emulator's process ended before it listened.");
    }

    /// <summary>What the other process does.</summary>
    public static async Task PlayAsync(string count, string answerDelay)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { AnswerDelay = TimeSpan.ParseExact(answerDelay, "c", CultureInfo.InvariantCulture) });
        emulator.Seed(int.Parse(count, CultureInfo.InvariantCulture), seed: 1);
        Console.WriteLine(emulator.Endpoint);
        Console.WriteLine(emulator.IssueToken(LifetimeOfToken));
        await Console.In.ReadToEndAsync();
    }

    public ReferralsClient CreateClient() => ReferralsClient.Create(_options);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static TimeSpan LifetimeOfToken => TimeSpan.FromHours(12);
}
