using System.Diagnostics;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests creates and invitations, and the search for lost ones, with random sequences of answers, of deals that others create, and of
/// failures against a model of the service (docs/hostile-input.md).
/// </summary>
[Trait("Culture", "None")]
public sealed class CreateModelTests(ITestOutputHelper output)
{
    private const int Count = 500;

    private static readonly Gen<int> Percent = Gen.OneOf(Gen.Const(0), Gen.Int[1, 60]);

    private static readonly Gen<CreateScenario> Scenarios =
        from seed in Gen.Int[0, int.MaxValue]
        from invites in Gen.Bool
        from fate in Gen.Enum<PostFate>()
        from throttled in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 4]))
        from timeout in Gen.OneOf(1, 5, 30, 100)
        from pageSize in Gen.OneOf(1, 2, 5, 100)
        from before in Gen.Int[0, 12]
        from others in Percent
        from failures in Percent
        from undated in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 100]))
        from hiddenFor in Gen.OneOf(Gen.Const(0), Gen.Int[1, 15])
        from clockHours in Gen.OneOf(0, -9, 9)
        select new CreateScenario(
            seed, invites, fate, throttled, timeout, pageSize, before, others, failures, undated, hiddenFor, clockHours);

    [Fact]
    public async Task The_result_is_what_the_call_created_or_unknown_whatever_the_service_answers()
    {
        int count = Count * Cases.Times;
        int[] tally = new int[Enum.GetValues<ModelOutcome>().Length];
        Stopwatch clock = Stopwatch.StartNew();

        await Cases.CheckAsync(
            Scenarios,
            Count,
            async scenario => Interlocked.Increment(ref tally[(int)await scenario.CheckAsync()]),
            scenario => scenario.ToString());

        string outcomes = string.Join(", ", Enum.GetValues<ModelOutcome>().Select(outcome => $"{tally[(int)outcome]:N0} {outcome}"));
        output.WriteLine($"{count:N0} sequences in {clock.Elapsed.TotalSeconds:N1} s: {outcomes}.");
        Assert.All(tally, number => Assert.True(number > count / 50, outcomes));
    }
}
