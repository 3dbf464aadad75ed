using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using static PartnerCenter.Referrals.Emulator.Tests.WebhookSetup;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the rows of wire contract 9.1.</summary>
public sealed class WebhookRegistrationTests
{
    private const string Body = """
        { "WebhookUrl": "http://127.0.0.1:5999/hooks?a=b", "WebhookEvents": [ "referral-created", "subscription-updated" ] }
        """;

    [Fact]
    public async Task The_events_are_an_array_of_names()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await CallAsync(client, HttpMethod.Get, "/events");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """["referral-created","referral-updated","related-referral-created","related-referral-updated","test-created"]""",
            answer.Text);
        Assert.Equal("application/json; charset=utf-8", answer.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_registration_is_created_read_and_replaced_and_keeps_its_id()
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse none = await CallAsync(client, HttpMethod.Get);
        RawResponse created = await CallAsync(client, HttpMethod.Post, body: Body);
        RawResponse read = await CallAsync(client, HttpMethod.Get);
        RawResponse replaced = await CallAsync(client, HttpMethod.Put, body: """
            { "webhookurl": "http://localhost:5999/", "WEBHOOKEVENTS": [ "test-created" ], "signatureTokenToMsSignatureHeader": "True",
              "properties": {} }
            """);

        Assert.Equal((404, "itemNotFound"), (none.Status, none.ErrorCode));
        Assert.Equal((200, 200, 200), (created.Status, read.Status, replaced.Status));
        string id = created.Json["SubscriberId"]!.GetValue<string>();
        Assert.True(Guid.TryParse(id, out _));
        const string Written =
            """ "WebhookUrl":"http://127.0.0.1:5999/hooks?a=b","WebhookEvents":["referral-created","subscription-updated"]}""";
        Assert.Equal($$"""{"SubscriberId":"{{id}}",{{Written.TrimStart()}}""", created.Text);
        Assert.Equal("{" + Written.TrimStart(), read.Text);
        Assert.Equal(
            $$"""{"SubscriberId":"{{id}}","WebhookUrl":"http://localhost:5999/","WebhookEvents":["test-created"],"""
            + "\"SignatureTokenToMsSignatureHeader\":true}",
            replaced.Text);
        Assert.Equal(id, client.Emulator.Webhooks.Registration!.SubscriberId);
        Assert.All(client.Emulator.Requests, request => Assert.Equal(RecordedRequestKind.Webhooks, request.Kind));
    }

    [Fact]
    public async Task A_second_create_is_a_conflict_and_a_replacement_needs_a_registration()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Equal(404, (await CallAsync(client, HttpMethod.Put, body: Body)).Status);
        Assert.Equal(200, (await CallAsync(client, HttpMethod.Post, body: Body)).Status);
        Assert.Equal(409, (await CallAsync(client, HttpMethod.Post, body: Body.Replace("5999", "5998", StringComparison.Ordinal))).Status);

        Assert.Equal(5999, client.Emulator.Webhooks.Registration!.WebhookUrl.Port);
    }

    [Theory]
    [InlineData("""{ "WebhookEvents": [ "referral-created" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "hooks", "WebhookEvents": [ "referral-created" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "ftp://127.0.0.1/", "WebhookEvents": [ "referral-created" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "https://contoso.example.com/", "WebhookEvents": [ "referral-created" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1@contoso.example.com/", "WebhookEvents": [ "a" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "http://user@127.0.0.1/", "WebhookEvents": [ "referral-created" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1/", "webhookUrl": "http://127.0.0.1/", "WebhookEvents": [ "a" ] }""", "WebhookUrl")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1/" }""", "WebhookEvents")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1/", "WebhookEvents": [] }""", "WebhookEvents")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1/", "WebhookEvents": [ "a", " " ] }""", "WebhookEvents")]
    [InlineData("""{ "WebhookUrl": "http://127.0.0.1/", "WebhookEvents": [ 7 ] }""", "WebhookEvents")]
    [InlineData(
        """{ "WebhookUrl": "http://127.0.0.1/", "WebhookEvents": [ "a" ], "SignatureTokenToMsSignatureHeader": "yes" }""",
        "SignatureTokenToMsSignatureHeader")]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public async Task A_wrong_registration_is_refused_and_names_its_member(string body, string? target)
    {
        await using RawClient client = await RawClient.StartAsync();

        RawResponse answer = await CallAsync(client, HttpMethod.Post, body: body);

        Assert.Equal((400, "invalidRequest", target), (answer.Status, answer.ErrorCode, answer.Target));
        Assert.Null(client.Emulator.Webhooks.Registration);
    }

    [Theory]
    [InlineData("DELETE", "", 405)]
    [InlineData("POST", "/events", 405)]
    [InlineData("GET", "/validationEvents", 405)]
    [InlineData("POST", "/validationEvents/00000000-0000-0000-0000-000000000001", 405)]
    [InlineData("GET", "/validationEvents/00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("GET", "/others", 404)]
    [InlineData("GET", "/events/", 200)]
    public async Task Only_the_documented_calls_exist(string method, string path, int status)
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Equal(status, (await CallAsync(client, new HttpMethod(method), path)).Status);
    }

    [Fact]
    public async Task A_test_event_is_delivered_and_its_result_has_the_documented_form()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2017, 12, 8, 21, 39, 48, TimeSpan.Zero).AddTicks(2386997));
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock }, "test-created");

        RawResponse sent = await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents");
        ReceivedEvent received = Assert.Single(await setup.ReceivedAsync());
        string id = sent.Json["correlationId"]!.GetValue<string>();
        RawResponse result = await CallAsync(setup.Client, HttpMethod.Get, $"/validationEvents/{id}");

        Assert.Equal((200, $$"""{"correlationId":"{{id}}"}"""), (sent.Status, sent.Text));
        Assert.Equal(id, received.Id);
        Assert.Equal(
            $$"""{"correlationId":"{{id}}","partnerId":"{{setup.Client.Emulator.TenantId}}","status":"completed","""
            + $"\"callbackUrl\":\"{setup.Receiver.Url}\""
            + ""","results":[{"responseCode":"OK","responseMessage":"","systemError":false"""
            + ""","dateTimeUtc":"2017-12-08T21:39:48.2386997"}]}""",
            result.Text);
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(404, (await CallAsync(setup.Client, HttpMethod.Get, $"/validationEvents/{id}")).Status);
    }

    [Fact]
    public async Task A_test_event_that_is_refused_shows_each_try()
    {
        await using WebhookSetup setup = await StartAsync(WithoutWaits());
        setup.Receiver.Respond = number => Task.FromResult(number == 3 ? 204 : 503);
        setup.Webhooks.PlanFault(WebhookFault.NotSent);

        string id = (await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents")).Json["correlationId"]!.GetValue<string>();
        await setup.ReceivedAsync();
        JsonArray results = (await CallAsync(setup.Client, HttpMethod.Get, $"/validationEvents/{id}")).Json["results"]!.AsArray();

        Assert.Equal(
            ["", "ServiceUnavailable", "ServiceUnavailable", "NoContent"], results.Select(result => (string?)result!["responseCode"]));
        Assert.Equal([true, false, false, false], results.Select(result => (bool)result!["systemError"]!));
    }

    [Fact]
    public async Task A_test_event_needs_a_registration_that_subscribes_to_it()
    {
        await using WebhookSetup setup = await StartAsync(null, "referral-created");

        Assert.Equal(400, (await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents")).Status);
        setup.Webhooks.RemoveRegistration();
        Assert.Equal(404, (await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents")).Status);
        Assert.Empty(await setup.ReceivedAsync());
    }

    [Fact]
    public async Task Two_test_events_a_minute_are_sent_by_the_emulators_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using WebhookSetup setup = await StartAsync(new ReferralsEmulatorOptions { TimeProvider = clock });

        Assert.Equal(200, await SendAsync());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, await SendAsync());
        Assert.Equal(429, await SendAsync());
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, await SendAsync());
        Assert.Equal(429, await SendAsync());

        Assert.Equal(3, (await setup.ReceivedAsync()).Count);

        async Task<int> SendAsync() => (await CallAsync(setup.Client, HttpMethod.Post, "/validationEvents")).Status;
    }
}
