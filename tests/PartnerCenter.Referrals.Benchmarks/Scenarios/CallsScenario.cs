using System.Net;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures the bytes and the processor time of one call over the service in memory, and compares them with the floor and the peers.
/// </summary>
internal static class CallsScenario
{
    private const int OfFloor = 0;
    private const int OfSdk = 1;

    private static readonly Operation[] Operations =
    [
        new("get one", peer => peer.GetAsync(), NewService, Targets.GetOne, Targets.BytesOfPeers, Targets.TimeOfPeers),
        new(
            "page of 100", peer => peer.ListPageAsync(), () => new(HttpStatusCode.OK, CannedService.PageOf100), Targets.PageOf100,
            Targets.BytesOfPeers, Targets.TimeOfPeers),
        new("create", peer => peer.CreateAsync(), () => new(HttpStatusCode.Created, CannedService.One), Targets.Create),
        new("patch", peer => peer.PatchAsync(), NewService, Targets.Patch),
        new(
            "error 400", Refusals.GetAsync, () => new(HttpStatusCode.BadRequest, CannedService.Refusal), Targets.Error,
            TimeOfPeers: Targets.TimeOfPeers),
        new(
            "throttled, then get one", peer => peer.GetWithRetriesAsync(),
            () => new(HttpStatusCode.OK, CannedService.One, throttlesFirst: true), Targets.ThrottledThenGetOne),
        new("update", peer => peer.UpdateAsync(), NewService, Targets.Update),
        new("update of 50 members", peer => peer.UpdateFiftyAsync(), NewService, Targets.UpdateOf50Members),
    ];

    public static async Task<bool> RunAsync()
    {
        (int referral, int page) = (CannedService.One.Length, CannedService.PageOf100.Length);
        Report.Line(
            $"in memory, referral {referral:N0} bytes, page {page:N0} bytes; processor times, medians of rounds [middle half]");
        await SameWork.CheckAsync();
        bool areMet = true;
        foreach (Operation operation in Operations)
        {
            areMet &= Measure(operation);
        }

        return areMet & MeasureUpdateThatChangesNothing();
    }

    private static bool Measure(Operation operation)
    {
        IPeer[] peers =
        [
            new Floor(operation.Service()),
            new Sdk(operation.Service()),
            new NewtonsoftPeer(operation.Service()),
            new RestSharpPeer(operation.Service()),
            new KiotaPeer(operation.Service()),
        ];
        WaitForToken((Sdk)peers[OfSdk]);
        Figures figures = Measure([.. peers.Select<IPeer, Action>(peer => () => Allocation.Complete(operation.Call(peer)))]);
        bool areMet = true;
        for (int i = 0; i < peers.Length; i++)
        {
            areMet &= Print(operation.Name, peers[i].Name, figures, i, i == OfSdk ? operation.Target : default);
            if (i == OfFloor)
            {
                continue;
            }

            Picture.Add(operation.Name, peers[i].Name, figures.Bytes[i] / figures.Bytes[OfFloor], figures.Times.Ratio(i, OfFloor).Median);
            if (i > OfSdk)
            {
                string name = peers[i].Name;
                areMet &= Compare(operation.BytesOfPeers, figures.Bytes[OfSdk] / figures.Bytes[i], operation.Name, name, "bytes")
                    & Compare(operation.TimeOfPeers, figures.Times.Ratio(OfSdk, i).Median, operation.Name, name, "time");
            }
        }

        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        return areMet;
    }

    // The floor of an update that has nothing to write is the get that it begins with.
    private static bool MeasureUpdateThatChangesNothing()
    {
        const string name = "update that changes nothing";
        using CannedService service = NewService();
        using Sdk sdk = new(service);
        WaitForToken(sdk);
        Figures figures = Measure([() => Allocation.Complete(sdk.GetAsync()), () => Allocation.Complete(sdk.UpdateNothingAsync())]);
        Picture.Add(
            $"{name}, compared with its get", sdk.Name, figures.Bytes[1] / figures.Bytes[0], figures.Times.Ratio(1, 0).Median);
        return Print(name, "get of this package", figures, 0, default)
            & Print(name, sdk.Name, figures, 1, Targets.UpdateThatChangesNothing);
    }

    private static Figures Measure(Action[] calls) =>
        new(Rounds.OfProcessorTime(calls), [.. calls.Select(call => (double)Allocation.PerCall(call))]);

    private static bool Print(string operation, string peer, Figures figures, int way, Target target)
    {
        Sample ratio = figures.Times.Ratio(way, OfFloor);
        return Report.Ratio(
                target.Bytes, figures.Bytes[way] / figures.Bytes[OfFloor],
                $"{operation,-29}{peer,-28}{figures.Bytes[way],11:N0} bytes             ")
            & Report.Ratio(
                target.Time, ratio.Median,
                $"{operation,-29}{peer,-28}{figures.Times[way].Median * 1e6,11:N1} µs [{ratio.Lower:N2} to {ratio.Upper:N2}]");
    }

    private static bool Compare(double? max, double ratio, string operation, string peer, string figure) =>
        max is null || Report.Ratio(max, ratio, $"{operation,-29}{"this package / " + peer,-44}{figure,-14}");

    private static CannedService NewService() => new(HttpStatusCode.OK, CannedService.One);

    // The first call waits for its token on another thread, so the token is acquired before the measurement.
    private static void WaitForToken(Sdk sdk) => sdk.Client.DiagnoseAsync().GetAwaiter().GetResult();

    private sealed record Figures(Rounds Times, double[] Bytes);

    /// <param name="Name">The name of the row.</param>
    /// <param name="Call">The call that is measured.</param>
    /// <param name="Service">Creates the service for one peer.</param>
    /// <param name="Target">The target of this package, compared with the floor.</param>
    /// <param name="BytesOfPeers">The target of this package's bytes, compared with each other peer's; null if there is none.</param>
    /// <param name="TimeOfPeers">The target of this package's time, compared with each other peer's; null if there is none.</param>
    private sealed record Operation(
        string Name,
        Func<IPeer, Task> Call,
        Func<CannedService> Service,
        Target Target,
        double? BytesOfPeers = null,
        double? TimeOfPeers = null);
}
