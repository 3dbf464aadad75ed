using System.Collections.Concurrent;
using PartnerCenter.Referrals.Emulator;
using PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

namespace PartnerCenter.Referrals.EndToEnd.Tests.ByteSweep;

/// <summary>
/// Ends the connection of each operation, by reset and by close, after each byte of its request and of the response to it. Every call must
/// end as the retry table in docs/failures.md says. <c>BYTE_SWEEP=all</c> runs all bytes, otherwise it is a share of them.
/// </summary>
public sealed class ByteSweepTests(ITestOutputHelper output)
{
    private const int Stride = 211;
    private const int AtOnce = 6;

    // The limit ends a call that hangs; a passing one never waits for it. It is real time, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("BYTE_SWEEP") == "all";

    public static TheoryData<string> Operations => [.. MatrixOperation.All.Select(operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public async Task Cut_after_any_byte_a_call_ends_as_documented(string operationName)
    {
        MatrixOperation operation = MatrixOperation.All.Single(one => one.Name == operationName);
        using LogCapture log = new();
        (int request, int response) = await MeasureAsync(operation, log);
        ByteCut[] cuts = [.. CutsOf(true, request), .. CutsOf(false, response)];
        ConcurrentBag<string> differences = [];

        await Parallel.ForEachAsync(
            cuts,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (cut, cancellation) =>
            {
                string? difference = await PlayAsync(operation, cut, log).WaitAsync(Patience, cancellation);
                if (difference is not null)
                {
                    differences.Add($"{operation.Name}, {cut}: {difference}");
                }
            });

        output.WriteLine($"{operation.Name}: {cuts.Length} cuts, {request} bytes of the request, {response} bytes of the response");
        Assert.True(request > 100 && response > 100, "The proxy saw no request.");
        Assert.True(differences.IsEmpty, string.Join('\n', differences.Take(20)));
        Assert.True(log.Leaks.IsEmpty, "Something planted was found:\n" + string.Join('\n', log.Leaks.Take(5)));
    }

    private static IEnumerable<ByteCut> CutsOf(bool isOfRequest, int length) =>
        Enumerable.Range(0, length + 1)
            .Where(bytes => IsWhole || bytes % Stride == 0 || bytes == 1 || bytes >= length - 1)
            .SelectMany(bytes => (ByteCut[])[new(isOfRequest, bytes, IsReset: true), new(isOfRequest, bytes, IsReset: false)]);

    private static async Task<(int Request, int Response)> MeasureAsync(MatrixOperation operation, LogCapture log)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync();
        Referral deal = await operation.StoreAsync(emulator);
        await using CuttingProxy proxy = new(emulator.Endpoint, cut: null, operation.Before);
        using ReferralsClient client = CreateClient(emulator, proxy, log);
        await operation.Run(client, deal, CancellationToken.None);
        while (proxy.Lengths.Response == 0)
        {
            await Task.Yield();
        }

        return proxy.Lengths;
    }

    private static async Task<string?> PlayAsync(MatrixOperation operation, ByteCut cut, LogCapture log)
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync();
        Referral deal = await operation.StoreAsync(emulator);
        Exception? failure = null;
        await using (CuttingProxy proxy = new(emulator.Endpoint, cut, operation.Before))
        {
            using ReferralsClient client = CreateClient(emulator, proxy, log);
            try
            {
                await operation.Run(client, deal, CancellationToken.None);
            }
            catch (Exception thrown)
            {
                failure = thrown;
                log.RecordException(thrown);
            }
        }

        int posts = emulator.Requests.Count(request => request.Method == "POST" && request.Kind == RecordedRequestKind.Referrals);
        int effects = operation.Effects(emulator);
        bool isAsDocumented = posts <= 1 && effects is 0 or 1 && failure switch
        {
            null => effects == (operation.IsRead ? 0 : 1),
            ReferralOutcomeUnknownException => MayBeUnknown(operation, effects),
            ReferralsTimeoutException => false,
            ReferralsException => !operation.IsRead && effects == 0,
            _ => false,
        };
        return isAsDocumented ? null : $"{effects} effects, {posts} posts, {failure?.ToString() ?? "a value"}";
    }

    // A conditional write is sent again, and a create or an invitation that took effect is found.
    private static bool MayBeUnknown(MatrixOperation operation, int effects) => operation switch
    {
        { IsRead: true } or { StateIsProof: true } => false,
        { IsSearchedFor: true } => effects == 0,
        _ => true,
    };

    private static ReferralsClient CreateClient(ReferralsEmulator emulator, CuttingProxy proxy, LogCapture log)
    {
        ReferralsAccessToken token = new(emulator.IssueToken(), DateTimeOffset.UtcNow.AddHours(1));
        SocketsHttpHandler network = ReferralsTransport.NewSocketsHandler();
        network.UseProxy = false;

        // Each request has a connection of its own, so that a number names it.
        network.PooledConnectionLifetime = TimeSpan.Zero;
        return ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = proxy.Endpoint,
                Credential = ReferralsCredential.FromTokenProvider((_, _) => ValueTask.FromResult(token)),
                TimeProvider = new SwiftClock(),
                LoggerFactory = log,
            },
            network);
    }
}
