using System.Text.Json;
using System.Text.Json.Nodes;
using DealDesk;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Samples;

/// <summary>
/// Tests samples/DealDesk on the wire: readers copy it, so each step has to be the request of wire contract 1.6, 1.7, 5.2 and 5.4.
/// </summary>
public sealed class DealDeskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_step_of_the_scenario_sends_what_it_needs_and_a_refused_step_nothing()
    {
        StoryClock clock = new();
        await using ReferralsEmulator emulator = await StartAsync(clock);

        await RunScenarioAsync(emulator, clock);

        RecordedRequest[] requests = [.. emulator.Requests.Where(request => request.Kind == RecordedRequestKind.Referrals)];
        Assert.Equal(
            [
                "POST Independent",
                "PATCH [/consent/consentToShareReferralWithMicrosoftSellers=true]",
                "GET",
                "POST Shared",
                "GET",
                """PATCH [/salesStage="Qualify"]""",
                """PATCH [/salesStage="Develop"]""",
                """PATCH [/salesStage="Propose"]""",
                "GET",
                "PATCH [/details/dealValue=30000]",
                """PATCH [/status="Closed", /substatus="Won"]""",
                "PATCH [/registrations/-={type,contract,solutionDetails}]",
                "GET",
                """PATCH [/registrations/0/contract/value=30000, /registrations/0/solutionDetails/0/value=30000, """
                    + """/registrations/0/contract/signDateTime="2031-01-08T00:00:00Z"]""",
                "GET",
            ],
            requests.Select(Summary));
        Assert.All(requests.Where(request => request.Method == "PATCH"), patch => Assert.True(patch.Headers.ContainsKey("If-Match")));
        Assert.All(requests, request => Assert.InRange(request.StatusCode, 200, 299));
    }

    [Fact]
    public async Task The_scenario_ends_with_an_approved_registration_and_the_same_output_each_time()
    {
        StoryClock clock = new();
        StoryClock another = new();
        await using ReferralsEmulator emulator = await StartAsync(clock);
        await using ReferralsEmulator second = await StartAsync(another);

        string output = await RunScenarioAsync(emulator, clock);
        string again = await RunScenarioAsync(second, another);

        Assert.Equal(output, again);
        Assert.EndsWith(
            "Closed/Won       stage Propose  value 30,000 USD  registration Approved", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(2, output.Split("refused before anything was sent").Length - 1);
        JsonObject deal = emulator.GetReferrals()[0];
        Assert.Equal(30_000m, deal["registrations"]![0]!["contract"]!["value"]!.GetValue<decimal>());
    }

    private static Task<ReferralsEmulator> StartAsync(StoryClock clock) => ReferralsEmulator.StartAsync(
        new ReferralsEmulatorOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromDays(30) }, Cancellation);

    private static async Task<string> RunScenarioAsync(ReferralsEmulator emulator, StoryClock clock)
    {
        using ReferralsClient client = Deals.ClientOf(emulator);
        using StringWriter output = new();
        await new Scenario(client, emulator, clock, output).RunAsync(Cancellation);
        return output.ToString();
    }

    private static string Summary(RecordedRequest request) => request.Method switch
    {
        "PATCH" => $"PATCH [{string.Join(", ", JsonNode.Parse(request.Body)!.AsArray().Select(operation => $"{operation!["path"]}={Value(
            operation["value"])}"))}]",
        "POST" => $"POST {JsonNode.Parse(request.Body)!["type"]}",
        _ => request.Method,
    };

    private static string Value(JsonNode? value) => value is JsonObject members
        ? $"{{{string.Join(",", members.Select(member => member.Key))}}}"
        : JsonSerializer.Serialize(value);
}
