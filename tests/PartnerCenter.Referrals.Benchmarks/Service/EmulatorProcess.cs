using System.Globalization;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Runs an emulator in its own process, so that its memory and its work are not measured with the client's.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string Command = "emulator";

    private readonly ChildProcess _process;
    private readonly ReferralsClientOptions _options;

    private EmulatorProcess(ChildProcess process, Uri endpoint, ReferralsAccessToken token)
    {
        _process = process;
        _options = new ReferralsClientOptions
        {
            Endpoint = endpoint,
            Credential = ReferralsCredential.FromTokenProvider((_, _) => ValueTask.FromResult(token))
        };
    }

    public static async Task<EmulatorProcess> StartAsync(int count, TimeSpan responseDelay)
    {
        ChildProcess process = ChildProcess.Start(
            Command, count.ToString(CultureInfo.InvariantCulture), responseDelay.ToString("c", CultureInfo.InvariantCulture));
        Uri endpoint = new(await process.ReadLineAsync());
        string token = await process.ReadLineAsync();
        return new EmulatorProcess(process, endpoint, new ReferralsAccessToken(token, DateTimeOffset.UtcNow + LifetimeOfToken));
    }

    /// <summary>Runs in the child process.</summary>
    public static async Task PlayAsync(string count, string responseDelay)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { ResponseDelay = TimeSpan.ParseExact(responseDelay, "c", CultureInfo.InvariantCulture) });
        emulator.Seed(int.Parse(count, CultureInfo.InvariantCulture), seed: 1);
        Console.WriteLine(emulator.Endpoint);
        Console.WriteLine(emulator.IssueToken(LifetimeOfToken));
        await Console.In.ReadToEndAsync();
    }

    public ReferralsClient CreateClient() => ReferralsClient.Create(_options);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static TimeSpan LifetimeOfToken => TimeSpan.FromHours(12);
}
