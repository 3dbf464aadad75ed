using System.Net;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Measures the bytes and the processor time of one call over the service in memory, and compares them with the floor and the peers.
/// </summary>
internal static class CallsScenario
{
    private const double MaxShareOfPeerBytes = 0.5;

    private static readonly Operation[] Operations =
    [
        new("get one", peer => peer.GetAsync(), () => new(HttpStatusCode.OK, CannedService.One), MaxBytes: 1.1, BeatsPeers: true),
        new(
            "page of 100", peer => peer.ListPageAsync(), () => new(HttpStatusCode.OK, CannedService.PageOf100), MaxBytes: 0.82,
            BeatsPeers: true, AsFastAsFloor: true),
        new("create", peer => peer.CreateAsync(), () => new(HttpStatusCode.Created, CannedService.One), MaxBytes: 1.2),
        new("patch", peer => peer.PatchAsync(), () => new(HttpStatusCode.OK, CannedService.One), MaxBytes: 1.25),
        new("error 400", RefusedAsync, () => new(HttpStatusCode.BadRequest, CannedService.Refusal)),
        new(
            "throttled, then get one", peer => ((IThoroughPeer)peer).GetWithRetriesAsync(),
            () => new(HttpStatusCode.OK, CannedService.One, throttlesFirst: true), NeedsThorough: true),
        new("update", peer => ((IThoroughPeer)peer).UpdateAsync(), () => new(HttpStatusCode.OK, CannedService.One), NeedsThorough: true),
    ];

    public static Task<bool> RunAsync()
    {
        (int referral, int page) = (CannedService.One.Length, CannedService.PageOf100.Length);
        Report.Line(
            $"in memory, referral {referral:N0} bytes, page {page:N0} bytes; processor times, medians of rounds [middle half]");
        SameWork.Check();
        bool areMet = true;
        foreach (Operation operation in Operations)
        {
            areMet &= Measure(operation);
        }

        return Task.FromResult(areMet);
    }

    private static bool Measure(Operation operation)
    {
        IPeer[] peers =
        [
            new Floor(operation.Service()),
            new Sdk(operation.Service()),
            .. operation.NeedsThorough
                ? Array.Empty<IPeer>()
                : [new NewtonsoftPeer(operation.Service()), new RestSharpPeer(operation.Service()), new KiotaPeer(operation.Service())],
        ];
        WaitForToken((Sdk)peers[1]);
        Action[] calls = [.. peers.Select<IPeer, Action>(peer => () => Allocation.Complete(operation.Call(peer)))];
        Rounds times = Rounds.OfProcessorTime(calls);
        long[] bytes = [.. calls.Select(Allocation.PerCall)];
        bool areMet = true;
        for (int i = 0; i < peers.Length; i++)
        {
            Sample ratio = times.Ratio(i, 0);
            areMet &= Judge(
                i == 1 ? operation.MaxBytes : null,
                bytes[i] / (double)bytes[0],
                $"{operation.Name,-24}{peers[i].Name,-28}{bytes[i],10:N0} bytes");
            areMet &= i == 1 && operation.AsFastAsFloor
                ? Judge(1 + times[0].Spread, ratio.Median, $"{"",-24}{"",-28}{times[i].Median * 1e6,10:N1} µs   ")
                : Judge(null, ratio.Median, $"{"",-24}{"",-28}{times[i].Median * 1e6,10:N1} µs [{ratio.Lower:N2} to {ratio.Upper:N2}]");
            if (i > 1 && operation.BeatsPeers)
            {
                areMet &= Judge(MaxShareOfPeerBytes, bytes[1] / (double)bytes[i], $"{"",-24}{"this package, relative to these bytes",-44}");
                areMet &= Judge(1, times.Ratio(1, i).Median, $"{"",-24}{"this package, relative to this time",-44}");
            }
        }

        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        return areMet;
    }

    private static bool Judge(double? max, double ratio, FormattableString what)
    {
        string text = what.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (max is null)
        {
            Report.Figure($"{text}{ratio,8:N2}");
            return true;
        }

        return Report.Target(ratio <= max, $"{text}{ratio,8:N2} (at most {max:N2})");
    }

    // The first call waits for its token on another thread, so the token is acquired before the measurement.
    private static void WaitForToken(Sdk sdk) => sdk.Client.DiagnoseAsync().GetAwaiter().GetResult();

    private static async Task RefusedAsync(IPeer peer)
    {
        try
        {
            await peer.GetAsync();
        }
        catch (Exception refusal) when (refusal is HttpRequestException or ReferralsException or Microsoft.Kiota.Abstractions.ApiException)
        {
            return;
        }

        throw new InvalidOperationException($"{peer.Name} did not throw for a refused request.");
    }

    private sealed record Operation(
        string Name,
        Func<IPeer, Task> Call,
        Func<CannedService> Service,
        double? MaxBytes = null,
        bool BeatsPeers = false,
        bool AsFastAsFloor = false,
        bool NeedsThorough = false);
}
