using System.Diagnostics;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests the change feed with random sequences of answers, writes, failures and restarts against a model of the service
/// (docs/hostile-input.md).
/// </summary>
[Trait("Culture", "None")]
public sealed class ChangeFeedModelTests(ITestOutputHelper output)
{
    private const int Count = 1_000;

    private static readonly Gen<int> Percent = Gen.OneOf(Gen.Const(0), Gen.Int[1, 90]);

    private static readonly Gen<int> SmallPercent = Gen.OneOf(Gen.Const(0), Gen.Int[1, 20]);

    private static readonly Gen<ChangeFeedScenario> Scenarios =
        from seed in Gen.Int[0, int.MaxValue]
        from records in Gen.Int[0, 20]
        from readings in Gen.Int[1, 6]
        from pageSize in Gen.OneOf(1, 2, 3, 7, 100)
        from overlap in Gen.OneOf(0, 1, 300)
        from resolution in Gen.OneOf(1, 100, 1_000)
        from writes in Percent
        from empty in Gen.OneOf(Gen.Const(0), Gen.Int[1, 50])
        from failures in SmallPercent
        from timeless in SmallPercent
        from ahead in SmallPercent
        from dateFaults in ahead > 0 ? Gen.Const(0) : SmallPercent
        from unreadable in SmallPercent
        from flags in Gen.Int[0, 7]
        select new ChangeFeedScenario(
            seed, records, readings, pageSize, overlap, resolution, writes, empty, failures, timeless, ahead, dateFaults, unreadable,
            (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);

    [Fact]
    public async Task No_change_is_lost_or_repeated_and_each_reading_ends_whatever_the_service_answers()
    {
        int count = Count * Cases.Times;
        Stopwatch clock = Stopwatch.StartNew();

        await Cases.CheckAsync(Scenarios, Count, scenario => scenario.CheckAsync(), scenario => scenario.ToString());

        output.WriteLine($"{count:N0} sequences in {clock.Elapsed.TotalSeconds:N1} s.");
    }
}
