namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests which fault applies to which request.</summary>
public sealed class FaultPlanTests
{
    private const string Collection = "/v1.0/engagements/referrals";

    [Fact]
    public async Task A_script_applies_one_fault_per_request_and_then_none()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Script(EmulatedOperation.List, Fault.Status(503), Fault.None, Fault.Throttle("57"));
        client.Emulator.Faults.Next(EmulatedOperation.List, Fault.Status(502));

        int[] statuses = await StatusesAsync(client, 5);

        Assert.Equal([503, 200, 429, 502, 200], statuses);
        Assert.Equal(
            ["Status(503)", null, "Status(429, \"57\")", "Status(502)", null],
            client.Emulator.Requests.Select(request => request.Fault?.ToString()));
    }

    [Fact]
    public async Task Each_operation_has_its_own_script()
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = (await client.CreatedAsync(ReferralBodies.Deal()))["id"]!.GetValue<string>();
        foreach ((EmulatedOperation operation, int number) in Enum.GetValues<EmulatedOperation>().Select(
            (operation, number) => (operation, number)))
        {
            client.Emulator.Faults.Next(operation, Fault.Status(510 + number));
        }

        int token = (await client.TokenAsync(("grant_type", "refresh_token"))).Status;
        int patch = (await client.SendAsync(HttpMethod.Patch, $"{Collection}/{id}", "[]")).Status;
        int replace = (await client.SendAsync(HttpMethod.Put, $"{Collection}/{id}", "{}")).Status;
        int create = (await client.SendAsync(HttpMethod.Post, "/v1/referrals/", "{}")).Status;
        int get = (await client.GetAsync($"{Collection}/{id}")).Status;
        int list = (await client.ListAsync("?$top=1")).Status;

        Assert.Equal([510, 511, 512, 513, 514, 515], [list, get, create, replace, patch, token]);
    }

    [Fact]
    public async Task A_request_that_is_not_an_operation_gets_no_fault()
    {
        await using RawClient client = await RawClient.StartAsync();
        foreach (EmulatedOperation operation in Enum.GetValues<EmulatedOperation>())
        {
            client.Emulator.Faults.Randomly(1, 0, operation, Fault.Status(599));
        }

        Assert.Equal(200, (await client.GetAsync($"/{client.Emulator.TenantId}/v2.0/.well-known/openid-configuration")).Status);
        Assert.Equal(404, (await client.GetAsync("/elsewhere")).Status);
        Assert.Equal(405, (await client.SendAsync(HttpMethod.Delete, Collection)).Status);
        Assert.Equal(405, (await client.GetAsync($"/{client.Emulator.TenantId}/oauth2/v2.0/token")).Status);
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_faults_whatever_else_is_requested()
    {
        int[] alone = await DrawAsync(seed: 42, between: false);
        int[] among = await DrawAsync(seed: 42, between: true);
        int[] other = await DrawAsync(seed: 43, between: false);

        Assert.Equal(alone, among);
        Assert.NotEqual(alone, other);

        // These decisions must never change: a version that decides differently would break its users' tests.
        Assert.Equal(
            ".......BBAB..B.B.A......", string.Concat(alone.Take(24).Select(status => status switch { 200 => '.', 503 => 'A', _ => 'B' })));

        static async Task<int[]> DrawAsync(int seed, bool between)
        {
            await using RawClient client = await RawClient.StartAsync();
            client.Emulator.Faults.Randomly(0.3, seed, EmulatedOperation.List, Fault.Status(503), Fault.Status(504));
            client.Emulator.Faults.Randomly(0.5, seed, EmulatedOperation.Get, Fault.Status(500));
            List<int> statuses = [];
            for (int count = 0; count < 100; count++)
            {
                statuses.Add((await client.ListAsync()).Status);
                if (between)
                {
                    await client.GetAsync($"{Collection}/00000000-0000-0000-0000-000000000001");
                }
            }

            return [.. statuses];
        }
    }

    [Fact]
    public async Task Random_faults_keep_to_the_rate_and_are_equally_likely()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Randomly(0.3, 7, EmulatedOperation.List, Fault.Status(503), Fault.Status(504));

        int[] statuses = await StatusesAsync(client, 1000);

        Assert.InRange(statuses.Count(status => status == 503), 120, 180);
        Assert.InRange(statuses.Count(status => status == 504), 120, 180);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 503)]
    public async Task A_rate_of_zero_injects_no_fault_and_a_rate_of_one_always_injects(double share, int status)
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Randomly(share, 7, EmulatedOperation.List, Fault.Status(503));

        Assert.All(await StatusesAsync(client, 50), seen => Assert.Equal(status, seen));
    }

    [Fact]
    public async Task A_script_takes_precedence_over_random_faults_and_its_requests_still_count()
    {
        await using RawClient random = await RawClient.StartAsync();
        await using RawClient both = await RawClient.StartAsync();
        random.Emulator.Faults.Randomly(0.5, 1, EmulatedOperation.List, Fault.Status(503));
        both.Emulator.Faults.Randomly(0.5, 1, EmulatedOperation.List, Fault.Status(503));
        both.Emulator.Faults.Script(EmulatedOperation.List, Fault.Status(504), Fault.None, Fault.Status(504));

        int[] drawn = await StatusesAsync(random, 20);
        int[] mixed = await StatusesAsync(both, 20);

        Assert.Equal([504, 200, 504, .. drawn[3..]], mixed);
    }

    [Fact]
    public async Task Clear_removes_every_planned_fault()
    {
        await using RawClient client = await RawClient.StartAsync();
        FaultPlan faults = client.Emulator.Faults;
        faults.Script(EmulatedOperation.List, Fault.Status(503), Fault.Status(503));
        faults.Randomly(1, 7, EmulatedOperation.List, Fault.Status(504));

        faults.Clear();

        Assert.All(await StatusesAsync(client, 3), status => Assert.Equal(200, status));
    }

    [Fact]
    public async Task WaitForFaultAsync_reports_each_fault_once_in_order()
    {
        await using RawClient client = await RawClient.StartAsync();
        FaultPlan faults = client.Emulator.Faults;
        faults.Script(EmulatedOperation.List, Fault.Status(503), Fault.None, Fault.Status(504), Fault.Status(502));
        await StatusesAsync(client, 3);

        RecordedRequest first = await faults.WaitForFaultAsync(EmulatedOperation.List, TestContext.Current.CancellationToken);
        RecordedRequest second = await faults.WaitForFaultAsync(EmulatedOperation.List, TestContext.Current.CancellationToken);
        Task<RecordedRequest> third = faults.WaitForFaultAsync(EmulatedOperation.List, TestContext.Current.CancellationToken);

        Assert.Equal([503, 504], [first.StatusCode, second.StatusCode]);
        Assert.False(third.IsCompleted);
        await client.ListAsync();
        Assert.Equal(502, (await third).StatusCode);
    }

    [Fact]
    public async Task Parallel_requests_share_a_script_without_losing_a_fault()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Script(EmulatedOperation.List, [.. Enumerable.Repeat(Fault.Status(503), 50)]);

        int[] statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await client.ListAsync()).Status));

        Assert.Equal(50, statuses.Count(status => status == 503));
        Assert.Equal(50, client.Emulator.Requests.Count(request => request.Fault is not null));
    }

    [Fact]
    public async Task Invalid_fault_plans_are_refused()
    {
        await using RawClient client = await RawClient.StartAsync();
        FaultPlan faults = client.Emulator.Faults;

        Assert.Throws<ArgumentOutOfRangeException>("rate", () => faults.Randomly(1.1, 1, EmulatedOperation.List, Fault.Status(503)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "rate", () => faults.Randomly(double.NaN, 1, EmulatedOperation.List, Fault.Status(503)));
        Assert.Throws<ArgumentException>("faults", () => faults.Randomly(0.5, 1, EmulatedOperation.List));
        Assert.Throws<ArgumentNullException>("fault", () => faults.Next(EmulatedOperation.List, null!));
        Assert.Throws<ArgumentNullException>("faults", () => faults.Script(EmulatedOperation.List, Fault.None, null!));
        Assert.Throws<ArgumentOutOfRangeException>("operation", () => faults.Next((EmulatedOperation)99, Fault.None));
    }

    private static async Task<int[]> StatusesAsync(RawClient client, int count)
    {
        List<int> statuses = [];
        while (statuses.Count < count)
        {
            statuses.Add((await client.ListAsync()).Status);
        }

        return [.. statuses];
    }
}
