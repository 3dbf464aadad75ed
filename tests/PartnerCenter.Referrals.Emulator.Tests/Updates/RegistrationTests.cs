using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests deal registration (wire contract 1.7).</summary>
public sealed class RegistrationTests
{
    private const string Won = """
        {"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Won"}
        """;

    private const string Registration = """
        {"op":"add","path":"/registrations/-","value":{
          "type":"AzureIPCoSell",
          "solutionDetails":[{"id":"SOL-000-AAA","currency":"USD","value":1000,"isDeployedOnAzure":true,"primaryDeploymentOn":"Customer",
            "pricingModel":"PayAsYouGo","marketplaceTransactionDetails":{"isMarketplaceTransacted":false}}],
          "contract":{"currency":"USD","value":1000,"term":"Finite","startDateTime":"2030-02-01T00:00:00Z"}}}
        """;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_won_deal_is_registered_and_waits_for_its_review()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());
        _clock.Advance(TimeSpan.FromHours(1));

        JsonObject registered = await client.PatchedAsync(deal.Id(), $"[{Registration}]");

        JsonObject registration = Assert.Single(registered["registrations"]!.AsArray())!.AsObject();
        Assert.Equal(
            ["id", "registrationDateTime", "status", "statusReason", "contract", "solutionDetails", "statusHistory"],
            registration.Select(member => member.Key));
        Assert.True(Guid.TryParse(registration.Id(), out _));
        Assert.Equal("2030-01-05T01:00:00Z", registration["registrationDateTime"]!.GetValue<string>());
        Assert.Equal("ReviewPending", registration["status"]!.GetValue<string>());
        Assert.Equal("ReviewPending", registered["registrationStatus"]!.GetValue<string>());
        Assert.Equal(
            """{"reviewPendingDateTime":"2030-01-05T01:00:00Z","actionRequiredDateTime":null,"passedDateTime":null,"failedDateTime":"""
                + """null,"approvedDateTime":null}""",
            registration["statusHistory"]!.ToJsonString());
        JsonObject solution = registration["solutionDetails"]![0]!.AsObject();
        Assert.Equal("Contoso Backup", solution["name"]!.GetValue<string>());
        Assert.False(solution.ContainsKey("currency"));
        Assert.Equal("Finite", registration["contract"]!["term"]!.GetValue<string>());
        Assert.Equal("Closed/Won", registered.State());
    }

    [Fact]
    public async Task One_patch_can_win_a_deal_and_register_it()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(Deal());
        _clock.Advance(TimeSpan.FromHours(72));

        JsonObject registered = await client.PatchedAsync(deal.Id(), $"[{Registration},{Won}]");

        Assert.Equal("ReviewPending", registered["registrationStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_deal_that_is_not_eligible_cannot_be_registered()
    {
        await using RawClient client = await StartAsync();

        JsonObject open = await client.CreatedAsync(Deal());
        JsonObject secret = await WonAsync(client, ReferralBodies.Deal());
        JsonObject quick = await WonAsync(client, Deal(), TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        JsonObject empty = client.Emulator.AddReferral(
            secret.DeepClone().AsObject().Without("id").With("type", "Shared").Without("details"));

        JsonObject lead = client.Emulator.AddReferral((await WonAsync(client, Deal())).Without("id").With("qualification", "Direct"));

        foreach (JsonObject deal in (JsonObject[])[open, secret, quick, empty, lead])
        {
            RawResponse answer = await client.PatchAsync(deal.Id(), $"[{Registration}]");
            Assert.Equal((400, "invalidRequest", "[0]/registrations/-"), (answer.Status, answer.ErrorCode, answer.Target));
        }
    }

    [Fact]
    public async Task A_co_sell_deal_needs_Microsofts_acceptance_to_be_registered()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(Deal().With("type", "Shared"));
        JsonObject connected = await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
        _clock.Advance(TimeSpan.FromHours(72));
        await client.PatchedAsync(deal.Id(), $"[{Won}]");

        RawResponse before = await client.PatchAsync(deal.Id(), $"[{Registration}]");
        client.Emulator.AcceptAsMicrosoft(connected.Id());
        RawResponse after = await client.PatchAsync(deal.Id(), $"[{Registration}]");

        Assert.Equal((400, 204), (before.Status, after.Status));
    }

    [Theory]
    [InlineData("""{"solutionDetails":[{"id":"SOL-000-AAA"}]}""", "/type")]
    [InlineData("""{"type":"ISVConnect","solutionDetails":[{"id":"SOL-000-AAA"}]}""", "/type")]
    [InlineData("""{"type":"AzureIPCoSell"}""", "/solutionDetails")]
    [InlineData("""{"type":"AzureIPCoSell","solutionDetails":[]}""", "/solutionDetails")]
    [InlineData("""{"type":"AzureIPCoSell","solutionDetails":[{"value":1}]}""", "/solutionDetails/0/id")]
    [InlineData("""{"type":"AzureIPCoSell","solutionDetails":[{"id":"S","pricingModel":"Free"}]}""", "/solutionDetails/0/pricingModel")]
    [InlineData("""{"type":"AzureIPCoSell","solutionDetails":[{"id":"S"}],"contract":{"term":"Forever"}}""", "/contract/term")]
    [InlineData("7", "")]
    public async Task A_malformed_registration_is_refused_by_name(string value, string below)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());

        RawResponse answer = await client.PatchAsync(deal.Id(), $$"""[{"op":"add","path":"/registrations/-","value":{{value}}}]""");

        Assert.Equal((400, "[0]/registrations/-" + below), (answer.Status, answer.Target));
    }

    [Fact]
    public async Task A_deal_has_one_registration_which_cannot_be_replaced()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());
        string replace = Registration.Replace("\"add\"", "\"replace\"", StringComparison.Ordinal);

        Assert.Equal(400, (await client.PatchAsync(deal.Id(), $"[{replace}]")).Status);
        Assert.Equal(400, (await client.PatchAsync(deal.Id(), $"[{Registration},{Registration}]")).Status);
        Assert.Empty(client.Emulator.GetReferral(deal.Id())["registrations"]!.AsArray());
        Assert.Equal(204, (await client.PatchAsync(deal.Id(), $"[{Registration}]")).Status);
        Assert.Equal(400, (await client.PatchAsync(deal.Id(), $"[{Registration}]")).Status);
    }

    [Theory]
    [InlineData("contract/startDateTime", "\"2030-03-01T00:00:00Z\"")]
    [InlineData("contract/endDateTime", "\"2031-03-01T00:00:00Z\"")]
    [InlineData("contract/signDateTime", "\"2030-02-20T00:00:00Z\"")]
    [InlineData("contract/term", "\"Perpetual\"")]
    [InlineData("contract/value", "5")]
    [InlineData("solutionDetails/0/value", "6")]
    [InlineData("solutionDetails/0/currency", "\"EUR\"")]
    [InlineData("solutionDetails/0/isDeployedOnAzure", "false")]
    [InlineData("solutionDetails/0/primaryDeploymentOn", "\"Partner\"")]
    [InlineData("solutionDetails/0/pricingModel", "\"Other\"")]
    [InlineData("solutionDetails/0/marketplaceTransactionDetails/isMarketplaceTransacted", "true")]
    [InlineData("solutionDetails/0/marketplaceTransactionDetails/marketplaceTransactionDateTime", "\"2030-02-20T00:00:00Z\"")]
    public async Task A_registration_can_be_edited_only_while_action_is_required(string path, string value)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());
        string edit = $$"""[{"op":"replace","path":"/registrations/0/{{path}}","value":{{value}}}]""";

        Assert.Equal(400, (await client.PatchAsync(deal.Id(), edit)).Status);
        await client.PatchedAsync(deal.Id(), $"[{Registration}]");
        RawResponse pending = await client.PatchAsync(deal.Id(), edit);
        client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.ActionRequired, "Contract?");
        JsonObject edited = await client.PatchedAsync(deal.Id(), edit);
        client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.Approved);
        RawResponse final = await client.PatchAsync(deal.Id(), edit.Replace("replace", "add", StringComparison.Ordinal));

        Assert.Equal((400, $"[0]/registrations/0/{path}"), (pending.Status, pending.Target));
        Assert.Equal(400, final.Status);
        JsonNode registration = edited["registrations"]![0]!;
        JsonNode? stored = path.Split('/').Aggregate(
            (JsonNode?)registration, (node, name) => name == "0" ? node![0] : node![name]);
        Assert.Equal(path.EndsWith("/currency", StringComparison.Ordinal) ? null : value, stored?.ToJsonString());
        Assert.Equal("Contract?", registration["statusReason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/registrations/0/contract/currency")]
    [InlineData("/registrations/1/contract/value")]
    [InlineData("/registrations/0/status")]
    [InlineData("/registrations/0")]
    [InlineData("/registrations/0/solutionDetails/1/value")]
    public async Task Other_members_of_a_registration_can_never_be_edited(string path)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());
        await client.PatchedAsync(deal.Id(), $"[{Registration}]");
        client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.ActionRequired);

        RawResponse answer = await client.PatchAsync(deal.Id(), $$"""[{"op":"replace","path":"{{path}}","value":"x"}]""");

        Assert.Equal((400, "[0]" + path), (answer.Status, answer.Target));
    }

    [Fact]
    public async Task A_review_changes_status_history_and_eTag()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await WonAsync(client, Deal());
        Assert.Throws<InvalidOperationException>(() => client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.Passed));
        Assert.Throws<ArgumentException>(() => client.Emulator.ReviewRegistration("unknown", RegistrationReview.Passed));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Emulator.ReviewRegistration(deal.Id(), (RegistrationReview)9));
        JsonObject registered = await client.PatchedAsync(deal.Id(), $"[{Registration}]");
        _clock.Advance(TimeSpan.FromDays(1));

        client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.Failed, "Not eligible");

        JsonObject reviewed = client.Emulator.GetReferral(deal.Id());
        Assert.NotEqual(registered.Tag(), reviewed.Tag());
        Assert.Equal("Failed", reviewed["registrationStatus"]!.GetValue<string>());
        JsonNode registration = reviewed["registrations"]![0]!;
        Assert.Equal("Failed", registration["status"]!.GetValue<string>());
        Assert.Equal("Not eligible", registration["statusReason"]!.GetValue<string>());
        Assert.Equal("2030-01-06T00:00:00Z", registration["statusHistory"]!["failedDateTime"]!.GetValue<string>());
        Assert.Equal("2030-01-05T00:00:00Z", registration["statusHistory"]!["reviewPendingDateTime"]!.GetValue<string>());
        Assert.Throws<InvalidOperationException>(() => client.Emulator.ReviewRegistration(deal.Id(), RegistrationReview.Passed));
    }

    private static JsonObject Deal()
    {
        JsonObject deal = ReferralBodies.Deal();
        deal["consent"]!["consentToShareReferralWithMicrosoftSellers"] = true;
        deal["details"]!["requirements"]!["solutions"]![0]!["name"] = "Contoso Backup";
        return deal;
    }

    private async Task<JsonObject> WonAsync(RawClient client, JsonObject body, TimeSpan? after = null)
    {
        JsonObject deal = await client.CreatedAsync(body);
        _clock.Advance(after ?? TimeSpan.FromHours(72));
        return await client.PatchedAsync(deal.Id(), $"[{Won}]");
    }

    private Task<RawClient> StartAsync() => RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
}
