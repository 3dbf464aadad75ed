using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measures the time from the start of a program to its first response over loopback, including the JIT compilation.</summary>
internal static class FirstCallScenario
{
    public const string Command = "first-call-of";
    private const string OfFloor = "floor";
    private const string OfSdk = "sdk";

    public static async Task<bool> RunAsync()
    {
        await using LoopbackProcess service = await LoopbackProcess.StartAsync();
        string[] ways = [OfFloor, OfSdk];
        Rounds rounds = await Rounds.OfAsync(ways.Length, async way =>
        {
            long started = Stopwatch.GetTimestamp();
            await using ChildProcess process = ChildProcess.Start(Command, ways[way], service.Endpoint.OriginalString);
            await process.ReadLineAsync();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        Report.Line($"from the start of the process to its first response; medians of rounds [middle half]");
        for (int way = 0; way < ways.Length; way++)
        {
            Report.Figure($"{ways[way],-5} {rounds[way].Median:N0} ms [{rounds[way].Lower:N0} to {rounds[way].Upper:N0}]");
        }

        double ratio = rounds.Ratio(1, 0).Median;
        Picture.Add("first call of a process", Sdk.PackageName, bytes: null, ratio);
        Report.Figure($"difference {rounds[1].Median - rounds[0].Median:N0} ms");
        return Report.Ratio(Targets.FirstCall, ratio, $"first call: this package, relative to the floor");
    }

    /// <summary>Runs in the child process.</summary>
    public static async Task PlayAsync(string way, string endpoint)
    {
        if (way == OfSdk)
        {
            using SocketsHttpHandler sockets = ReferralsTransport.NewSocketsHandler();
            using Sdk sdk = new(sockets, new Uri(endpoint));
            await sdk.GetAsync();
        }
        else
        {
            using SocketsHttpHandler sockets = new();
            using Floor floor = new(sockets, new Uri(endpoint));
            await floor.GetAsync();
        }

        Console.WriteLine("answered");
    }
}
