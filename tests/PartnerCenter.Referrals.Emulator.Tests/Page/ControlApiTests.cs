using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the JSON endpoints with which a test in another language acts as the other party.</summary>
public sealed class ControlApiTests
{
    public static TheoryData<string> FaultTexts => [.. AllFaults.All.Keys];

    [Fact]
    public async Task Microsofts_answer_changes_the_invitation_and_is_given_once()
    {
        await using RawClient client = await RawClient.StartAsync();
        string accepted = (await client.InvitedAsync()).Id();
        string declined = (await client.InvitedAsync()).Id();

        RawResponse yes = await client.ActAsync($"/emulator/referrals/{accepted}/accept");
        RawResponse no = await client.ActAsync($"/emulator/referrals/{declined}/decline", """{ "reason": "No capacity" }""");
        RawResponse again = await client.ActAsync($"/emulator/referrals/{accepted}/decline", "{}");

        Assert.Equal((200, "Active/Accepted"), (yes.Status, yes.Json.State()));
        Assert.Equal((200, "Closed/Declined"), (no.Status, no.Json.State()));
        Assert.Equal("No capacity", client.Emulator.GetReferral(declined)["statusReason"]!.GetValue<string>());
        Assert.Equal(409, again.Status);
        Assert.Contains("already been answered", Message(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_changes_the_registration()
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = client.Emulator.AddReferral(new JsonObject
        {
            ["registrations"] = new JsonArray(new JsonObject { ["status"] = "ReviewPending", ["statusHistory"] = new JsonObject() }),
        }).Id();

        RawResponse reviewed = await client.ActAsync($"/emulator/referrals/{id}/review", """{ "status": "approved", "reason": "fine" }""");
        RawResponse again = await client.ActAsync($"/emulator/referrals/{id}/review", """{ "status": "Failed" }""");
        RawResponse unknown = await client.ActAsync($"/emulator/referrals/{id}/review", """{ "status": "3" }""");

        Assert.Equal(200, reviewed.Status);
        Assert.Equal("Approved", client.Emulator.GetReferral(id)["registrationStatus"]!.GetValue<string>());
        Assert.Equal((409, 400), (again.Status, unknown.Status));
        Assert.Contains("ActionRequired, Passed, Failed, Approved", Message(unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_moves_forward_for_invitations_tokens_and_dates()
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = (await client.InvitedAsync()).Id();
        string token = client.Emulator.IssueToken();
        DateTimeOffset before = NowOf(await client.ShowAsync("/emulator/clock"));

        RawResponse moved = await client.ActAsync("/emulator/clock", """{ "days": 15, "hours": 1, "minutes": 1, "seconds": 1 }""");

        Assert.True(NowOf(moved) - before >= new TimeSpan(15, 1, 1, 1));
        Assert.Equal("Closed/Expired", client.Emulator.GetReferral(id).State());
        Assert.Equal(401, await EntraRequests.StatusAsync(client, token));
        RawResponse listed = await client.ListAsync();
        Assert.True(DateTimeOffset.Parse(listed.Headers["Date"], null) - before >= TimeSpan.FromDays(15));

        static DateTimeOffset NowOf(RawResponse answer) => DateTimeOffset.Parse(answer.Json["now"]!.GetValue<string>(), null);
    }

    [Theory]
    [InlineData("""{ "days": 0 }""", "The clock can only be moved forward.")]
    [InlineData("{}", "The clock can only be moved forward.")]
    [InlineData("""{ "days": -1 }""", "The field 'days' must be a whole number from 0 to 1000000.")]
    [InlineData("""{ "days": 1.5 }""", "The field 'days' must be a whole number from 0 to 1000000.")]
    [InlineData("""{ "hour": 1 }""", "There is no field 'hour': use days, hours, minutes, seconds.")]
    [InlineData("""{ "days": [1] }""", "The body must be a JSON object of texts and numbers.")]
    [InlineData("[15]", "The body must be a JSON object of texts and numbers.")]
    [InlineData("{", "The body must be a JSON object of texts and numbers.")]
    public async Task A_wrong_field_is_refused_by_name(string body, string message)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.ActAsync("/emulator/clock", body);

        Assert.Equal((400, message), (answer.Status, Message(answer)));
    }

    [Fact]
    public async Task The_clock_stops_at_the_year_9000()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse[] moves =
        [
            await client.ActAsync("/emulator/clock", """{ "days": 1000000 }"""),
            await client.ActAsync("/emulator/clock", """{ "days": 1000000 }"""),
            await client.ActAsync("/emulator/clock", """{ "days": 1000000 }"""),
        ];

        Assert.Equal([200, 200, 400], moves.Select(move => move.Status));
        Assert.Equal(200, (await client.ListAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(FaultTexts))]
    public async Task Every_fault_is_planned_by_its_text(string text)
    {
        await using RawClient client = await RawClient.StartAsync();
        var body = new JsonObject { ["operation"] = "list", ["fault"] = text, ["count"] = 2 };

        RawResponse planned = await client.ActAsync("/emulator/faults", body.ToJsonString());

        Assert.Equal(200, planned.Status);
        Assert.Equal(
            [("List", text), ("List", text)],
            planned.Json["faults"]!.AsArray().Select(
                fault => (fault!["operation"]!.GetValue<string>(), fault["fault"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_planned_fault_applies_to_the_next_request_and_can_be_removed()
    {
        await using RawClient client = await RawClient.StartAsync();
        await client.ActAsync("/emulator/faults", """{ "operation": "List", "fault": "Status(503, \"5\")", "count": 3 }""");

        RawResponse faulty = await client.ListAsync();
        RawResponse cleared = await client.ActAsync("/emulator/faults/clear");

        Assert.Equal((503, "5"), (faulty.Status, faulty.Headers["Retry-After"]));
        Assert.Empty(cleared.Json["faults"]!.AsArray());
        Assert.Equal(200, (await client.ListAsync()).Status);
    }

    [Theory]
    [InlineData("List", "Status(200)")]
    [InlineData("List", "Status(many)")]
    [InlineData("List", "Status(503")]
    [InlineData("List", "Redirect(http://example.com/)")]
    [InlineData("List", "SlowDrip(0)")]
    [InlineData("List", "Explode")]
    [InlineData("2", "HtmlPage")]
    [InlineData("Delete", "HtmlPage")]
    public async Task A_fault_that_does_not_exist_is_refused(string operation, string fault)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.ActAsync(
            "/emulator/faults", new JsonObject { ["operation"] = operation, ["fault"] = fault }.ToJsonString());

        Assert.Equal(400, answer.Status);
        Assert.Empty((await client.ShowAsync("/emulator/faults")).Json["faults"]!.AsArray());
    }

    [Fact]
    public async Task A_device_code_is_listed_until_it_is_approved()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PublicClient = true });
        RawResponse start = await client.SubmitAsync(
            $"/{client.Emulator.TenantId}/oauth2/v2.0/devicecode", ("client_id", client.Emulator.ClientId), ("scope", EntraRequests.Scope));
        string userCode = start.Json["user_code"]!.GetValue<string>();

        JsonArray pending = (await client.ShowAsync("/emulator/device-codes")).Json["deviceCodes"]!.AsArray();
        RawResponse approved = await client.ActAsync("/emulator/device-codes/approve", $$"""{ "userCode": "{{userCode}}" }""");
        RawResponse unknown = await client.ActAsync("/emulator/device-codes/approve", """{ "userCode": "AAAAAAAAA" }""");
        RawResponse token = await client.TokenAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", client.Emulator.ClientId),
            ("device_code", start.Json["device_code"]!.GetValue<string>()));

        Assert.Equal(userCode, Assert.Single(pending)!["userCode"]!.GetValue<string>());
        Assert.Empty(approved.Json["deviceCodes"]!.AsArray());
        Assert.Equal((404, "No pending sign-in has this code."), (unknown.Status, Message(unknown)));
        Assert.Equal(200, token.Status);
    }

    [Fact]
    public async Task Requests_are_shown_as_they_were_sent_and_the_pages_own_are_not_among_them()
    {
        await using RawClient client = await RawClient.StartAsync();
        await client.CreateAsync(ReferralBodies.Deal("é"));
        await client.ShowAsync("/");
        await client.ShowAsync("/favicon.ico");

        JsonObject shown = (await client.ShowAsync("/emulator/requests")).Json;
        RawResponse cleared = await client.ActAsync("/emulator/requests/clear");

        JsonObject request = Assert.Single(shown["requests"]!.AsArray())!.AsObject();
        Assert.Equal(("POST", 201), (request["method"]!.GetValue<string>(), request["statusCode"]!.GetValue<int>()));
        Assert.Equal("é", JsonNode.Parse(request["body"]!.GetValue<string>())!["name"]!.GetValue<string>());
        Assert.StartsWith("Bearer ", request["headers"]!["Authorization"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(200, cleared.Status);
        Assert.Empty(client.Emulator.Requests);
    }

    [Fact]
    public async Task Webhooks_are_shown_with_their_deliveries_and_parked_ones_are_sent_again()
    {
        await using WebhookSetup setup = await WebhookSetup.StartAsync(WebhookSetup.WithoutWaits(), "referral-created");
        setup.Receiver.Respond = number => Task.FromResult(number <= 10 ? 503 : 200);
        JsonObject before = (await setup.Client.ShowAsync("/emulator/webhooks?take=0")).Json;

        setup.Add("one");
        await setup.ReceivedAsync();
        RawResponse sent = await setup.Client.ActAsync("/emulator/webhooks/redeliver");
        await setup.ReceivedAsync();
        JsonObject shown = (await setup.Client.ShowAsync("/emulator/webhooks")).Json;

        Assert.Equal(setup.Receiver.Url.AbsoluteUri, before["registration"]!["WebhookUrl"]!.GetValue<string>());
        Assert.Equal("""{"count":1}""", sent.Text);
        Assert.Equal(2, shown["count"]!.GetValue<int>());
        Assert.Equal(["Parked", "Delivered"], shown["deliveries"]!.AsArray().Select(one => one!["state"]!.GetValue<string>()));
        JsonNode delivered = shown["deliveries"]![1]!;
        Assert.Equal(
            ("referral-created", "one"), (delivered["eventName"]!.GetValue<string>(), delivered["referralId"]!.GetValue<string>()));
        Assert.Equal(200, Assert.Single(delivered["attempts"]!.AsArray())!["statusCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Engagements_are_shown_with_their_referrals_the_latest_first()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject first = await client.InvitedAsync();
        JsonObject second = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject all = (await client.ShowAsync("/emulator/engagements")).Json;
        JsonObject older = (await client.ShowAsync("/emulator/engagements?skip=1&take=5")).Json;
        RawResponse wrong = await client.ShowAsync("/emulator/engagements?skip=-1");

        Assert.Equal(2, all["count"]!.GetValue<int>());
        Assert.Equal(
            [second["engagementId"]!.GetValue<string>(), first["engagementId"]!.GetValue<string>()],
            all["engagements"]!.AsArray().Select(engagement => engagement!["engagementId"]!.GetValue<string>()));
        JsonNode engagement = Assert.Single(older["engagements"]!.AsArray())!;
        Assert.Equal(first.Id(), engagement["referrals"]![1]!["id"]!.GetValue<string>());
        Assert.Equal(400, wrong.Status);
    }

    [Theory]
    [InlineData("GET", "/emulator/nothing", 404)]
    [InlineData("POST", "/emulator/referrals/unknown/accept", 404)]
    [InlineData("POST", "/emulator/engagements", 404)]
    [InlineData("DELETE", "/emulator/requests", 405)]
    public async Task An_address_or_method_that_is_not_served_is_refused_in_JSON(string method, string path, int status)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(Message(answer));
    }

    [Fact]
    public async Task A_body_that_is_neither_a_form_nor_JSON_is_refused()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await client.SendAsync(HttpMethod.Post, "/emulator/clock", "days=15", "text/plain");

        Assert.Equal(415, answer.Status);
    }

    private static string Message(RawResponse answer) => answer.Error["message"]!.GetValue<string>();
}
