using System.Globalization;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Runs the emulator of a soak in its own process: with random faults, taken down for a moment on demand, and started again on the same
/// port with the same records.
/// </summary>
internal sealed class SoakService : IAsyncDisposable
{
    public const string Command = "soak-service";

    private const string Restart = "restart";
    private const string Outage = "outage";
    private const string Records = "records";
    private const double FaultRate = 0.08;

    private static readonly TimeSpan LifetimeOfToken = TimeSpan.FromHours(12);
    private static readonly TimeSpan LengthOfOutage = TimeSpan.FromMilliseconds(300);

    private static readonly Fault[] Faults =
    [
        Fault.ResetBeforeHandling, Fault.ResetDuringHandling, Fault.ResetAfterHandling, Fault.CloseBeforeHandling, Fault.CloseAfterHandling,
        Fault.SilenceBeforeHandling, Fault.SilenceAfterHandling, Fault.SilenceAfterHead, Fault.SilenceAfterHalf, Fault.CloseAfterHalf,
        Fault.ResetAfterHalf, Fault.LengthTooLong, Fault.LengthTooShort, Fault.TruncatedJson, Fault.EmptyResponse, Fault.NoContent,
        Fault.WrongContentType, Fault.EmptyPage, Fault.OtherId, Fault.UnreadableName, Fault.HtmlPage, Fault.Status(400), Fault.Status(401),
        Fault.Status(403), Fault.Status(412), Fault.Status(500), Fault.Status(503, "0"), Fault.StatusAfterHandling(503),
        Fault.StatusAfterHandling(504), Fault.Throttle("0"),
    ];

    private readonly ChildProcess _process;
    private volatile ReferralsAccessToken _token;

    private SoakService(ChildProcess process, Uri endpoint, string token)
    {
        _process = process;
        Endpoint = endpoint;
        _token = TokenOf(token);
    }

    public Uri Endpoint { get; }

    /// <summary>Gets the token that the emulator accepts now. Each restart makes the earlier ones invalid.</summary>
    public ReferralsAccessToken Token => _token;

    public static async Task<SoakService> StartAsync(int seed)
    {
        ChildProcess process = ChildProcess.Start(Command, seed.ToString(CultureInfo.InvariantCulture));
        return new SoakService(process, new Uri(await process.ReadLineAsync()), await process.ReadLineAsync());
    }

    /// <summary>Runs in the child process.</summary>
    public static async Task PlayAsync(string seed)
    {
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        ReferralsEmulator emulator = await StartEmulatorAsync(random, null, []);
        try
        {
            Console.WriteLine(emulator.Endpoint);
            Console.WriteLine(emulator.IssueToken(LifetimeOfToken));
            while (await Console.In.ReadLineAsync() is { } line)
            {
                switch (line)
                {
                    case Restart:
                        await emulator.DisposeAsync();
                        emulator = await StartEmulatorAsync(random, emulator.Endpoint.Port, emulator.GetReferrals());
                        Console.WriteLine(emulator.IssueToken(LifetimeOfToken));
                        break;
                    case Outage:
                        emulator.Faults.RefuseConnections();
                        await Task.Delay(LengthOfOutage);
                        emulator.Faults.AcceptConnections();
                        Console.WriteLine();
                        break;
                    case Records:
                        Print(emulator.GetReferrals());
                        break;
                }
            }
        }
        finally
        {
            await emulator.DisposeAsync();
        }
    }

    public async Task RestartAsync()
    {
        await _process.WriteLineAsync(Restart);
        _token = TokenOf(await _process.ReadLineAsync());
    }

    public async Task InterruptAsync()
    {
        await _process.WriteLineAsync(Outage);
        await _process.ReadLineAsync();
    }

    /// <summary>Returns the CRM id and the engagement of each record. Only deals have a CRM id.</summary>
    public async Task<IReadOnlyList<(string CrmId, string Engagement)>> RecordsAsync()
    {
        await _process.WriteLineAsync(Records);
        var records = new (string, string)[int.Parse(await _process.ReadLineAsync(), CultureInfo.InvariantCulture)];
        for (int index = 0; index < records.Length; index++)
        {
            string[] parts = (await _process.ReadLineAsync()).Split('\t');
            records[index] = (parts[0], parts[1]);
        }

        return records;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ReferralsAccessToken TokenOf(string token) => new(token, DateTimeOffset.UtcNow + LifetimeOfToken);

    private static async Task<ReferralsEmulator> StartEmulatorAsync(Random random, int? port, IReadOnlyList<JsonObject> records)
    {
        ReferralsEmulator emulator = port is { } known
            ? await ReferralsEmulator.StartAsync(new ReferralsEmulatorOptions { Port = known })
            : await StartOnFreePortAsync(random);
        emulator.Faults.RefuseConnections();
        foreach (JsonObject record in records)
        {
            emulator.AddReferral(record);
        }

        foreach (EmulatedOperation operation in Enum.GetValues<EmulatedOperation>())
        {
            emulator.Faults.Randomly(FaultRate, random.Next(), operation, Faults);
        }

        emulator.Faults.AcceptConnections();
        return emulator;
    }

    // Not a port that the system assigns: a client that connects while nobody listens could be assigned the very port that it calls.
    private static async Task<ReferralsEmulator> StartOnFreePortAsync(Random random)
    {
        while (true)
        {
            try
            {
                return await ReferralsEmulator.StartAsync(new ReferralsEmulatorOptions { Port = random.Next(20_000, 30_000) });
            }
            catch (IOException)
            {
                // Another program uses this port.
            }
        }
    }

    private static void Print(IReadOnlyList<JsonObject> records)
    {
        Console.WriteLine(records.Count);
        foreach (JsonObject record in records)
        {
            Console.WriteLine($"{record["externalReferenceId"]}\t{record["engagementId"]}");
        }
    }
}
