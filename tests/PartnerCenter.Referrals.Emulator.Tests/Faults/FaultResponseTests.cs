using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests faults that are complete responses, of the service or of a party in front of it.</summary>
public sealed class FaultResponseTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private RawClient _client = null!;

    private FaultPlan Faults => _client.Emulator.Faults;

    public async ValueTask InitializeAsync() =>
        _client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = new FakeTimeProvider(Now) });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "accessDenied")]
    [InlineData(412, "preconditionFailed")]
    [InlineData(500, "generalException")]
    [InlineData(503, "serviceNotAvailable")]
    public async Task A_status_that_the_service_pairs_with_a_code_comes_in_its_envelope_and_headers(int status, string code)
    {
        Faults.Next(EmulatedOperation.List, Fault.Status(status));

        RawResponse answer = await _client.ListAsync();

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
        Assert.True(Guid.TryParse(answer.Headers["request-id"], out _));
        Assert.Equal("2030-01-02T03:04:05Z", answer.Headers["timestamp"]);
        Assert.False(answer.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(509)]
    public async Task A_status_without_a_documented_code_has_no_body(int status)
    {
        Faults.Script(EmulatedOperation.Create, Fault.Status(status), Fault.StatusAfterHandling(status));

        RawResponse before = await _client.CreateAsync(ReferralBodies.Deal());
        int stored = _client.Emulator.GetReferrals().Count;
        RawResponse after = await _client.CreateAsync(ReferralBodies.Deal());

        Assert.Equal((status, ""), (before.Status, before.Text));
        Assert.Equal((status, ""), (after.Status, after.Text));
        Assert.Equal((0, 1), (stored, _client.Emulator.GetReferrals().Count));
    }

    [Theory]
    [InlineData("57")]
    [InlineData("99999999999999999999")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT")]
    [InlineData("")]
    public async Task Retry_After_is_sent_verbatim(string retryAfter)
    {
        Faults.Script(EmulatedOperation.List, Fault.Throttle(retryAfter), Fault.Status(503, retryAfter), Fault.Throttle(null));

        RawResponse throttled = await _client.ListAsync();
        RawResponse unavailable = await _client.ListAsync();
        RawResponse silent = await _client.ListAsync();

        Assert.Equal((429, retryAfter), (throttled.Status, throttled.Headers["Retry-After"]));
        Assert.Equal((503, retryAfter), (unavailable.Status, unavailable.Headers["Retry-After"]));
        Assert.Equal(429, silent.Status);
        Assert.False(silent.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData(57, "Wed, 02 Jan 2030 03:05:02 GMT")]
    [InlineData(-3600, "Wed, 02 Jan 2030 02:04:05 GMT")]
    public async Task A_Retry_After_date_is_relative_to_the_emulators_clock(int seconds, string date)
    {
        Faults.Next(EmulatedOperation.List, Fault.ThrottleUntil(TimeSpan.FromSeconds(seconds)));

        RawResponse answer = await _client.ListAsync();

        Assert.Equal((429, date), (answer.Status, answer.Headers["Retry-After"]));
    }

    [Fact]
    public async Task Truncated_JSON_has_the_length_of_what_is_sent()
    {
        string whole = (await _client.ListAsync()).Text;
        Faults.Next(EmulatedOperation.List, Fault.TruncatedJson);

        RawResponse answer = await _client.ListAsync();

        Assert.Equal((200, whole[..(whole.Length / 2)]), (answer.Status, answer.Text));
        Assert.Equal(answer.Text.Length.ToString(CultureInfo.InvariantCulture), answer.Headers["Content-Length"]);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(answer.Text));
    }

    [Fact]
    public async Task Faulty_bodies_keep_the_status_of_a_success()
    {
        Faults.Script(EmulatedOperation.Create, Fault.HtmlPage, Fault.EmptyResponse, Fault.WrongContentType);

        RawResponse page = await _client.CreateAsync(ReferralBodies.Deal());
        RawResponse empty = await _client.CreateAsync(ReferralBodies.Deal());
        RawResponse plain = await _client.CreateAsync(ReferralBodies.Deal("Third"));

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.StartsWith("<!DOCTYPE html>", page.Text, StringComparison.Ordinal);
        Assert.Equal((200, "", "0"), (empty.Status, empty.Text, empty.Headers["Content-Length"]));
        Assert.Equal((201, "text/plain"), (plain.Status, plain.Headers["Content-Type"]));
        Assert.Equal("Third", plain.Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_content_replaces_a_success_with_204_and_keeps_a_refusal()
    {
        Faults.Script(EmulatedOperation.Create, Fault.NoContent, Fault.NoContent);

        RawResponse done = await _client.CreateAsync(ReferralBodies.Deal());
        RawResponse refused = await _client.CreateAsync(ReferralBodies.Deal().Without("consent"));

        Assert.Equal((204, "", false), (done.Status, done.Text, done.Headers.ContainsKey("Content-Type")));
        Assert.True(done.Headers.ContainsKey("request-id"));
        Assert.Equal(400, refused.Status);
        Assert.Single(_client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData("?$orderby=createdDateTime%20desc")]
    [InlineData("?$skip=1&$top=2")]
    public async Task An_empty_page_has_a_new_link_to_the_requested_page_each_time(string query)
    {
        for (int number = 1; number <= 4; number++)
        {
            await _client.CreatedAsync(ReferralBodies.Deal($"Deal {number}"));
        }

        JsonNode whole = (await _client.ListAsync(query)).Json["value"]!;
        Faults.Script(EmulatedOperation.List, Fault.EmptyPage, Fault.EmptyPage);

        RawResponse first = await _client.ListAsync(query);
        RawResponse second = await _client.ListAsync(QueryOf(first));
        RawResponse third = await _client.ListAsync(QueryOf(second));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Empty(first.Json["value"]!.AsArray());
        Assert.Empty(second.Json["value"]!.AsArray());
        Assert.NotEqual(QueryOf(first), QueryOf(second));
        Assert.True(JsonNode.DeepEquals(whole, third.Json["value"]), third.Text);
        Assert.Null(third.Json["@odata.nextLink"]);
    }

    [Fact]
    public async Task An_empty_page_may_come_between_the_pages_of_a_list()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { PageSize = 1 });
        await client.CreatedAsync(ReferralBodies.Deal("First"));
        await client.CreatedAsync(ReferralBodies.Deal("Second"));
        client.Emulator.Faults.Script(EmulatedOperation.List, Fault.None, Fault.EmptyPage);

        RawResponse first = await client.ListAsync();
        RawResponse empty = await client.ListAsync(QueryOf(first));
        RawResponse last = await client.ListAsync(QueryOf(empty));

        Assert.Equal("First", (string?)Assert.Single(first.Json["value"]!.AsArray())!["name"]);
        Assert.Empty(empty.Json["value"]!.AsArray());
        Assert.Equal("Second", (string?)Assert.Single(last.Json["value"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task An_empty_page_leaves_a_refusal_and_other_responses_as_they_are()
    {
        Faults.Next(EmulatedOperation.List, Fault.EmptyPage);
        Faults.Next(EmulatedOperation.Create, Fault.EmptyPage);

        RawResponse refused = await _client.ListAsync("?$orderby=name");
        RawResponse created = await _client.CreateAsync(ReferralBodies.Deal());

        Assert.Equal((400, 201), (refused.Status, created.Status));
    }

    [Fact]
    public async Task Another_id_replaces_that_of_the_referral_and_changes_nothing_else()
    {
        string id = (string)(await _client.CreatedAsync(ReferralBodies.Deal()))["id"]!;
        JsonObject whole = (await _client.GetAsync($"/v1.0/engagements/referrals/{id}")).Json.AsObject();
        Faults.Next(EmulatedOperation.Get, Fault.OtherId);

        JsonObject other = (await _client.GetAsync($"/v1.0/engagements/referrals/{id}")).Json.AsObject();

        Assert.True(Guid.TryParse((string?)other["id"], out _));
        Assert.NotEqual(id, (string?)other["id"]);
        Assert.True(JsonNode.DeepEquals(whole, other.With("id", id)), other.ToJsonString());
    }

    [Fact]
    public async Task Another_id_leaves_a_list_and_a_refusal_as_they_are()
    {
        string list = (await _client.ListAsync()).Text;
        Faults.Next(EmulatedOperation.List, Fault.OtherId);
        Faults.Next(EmulatedOperation.Get, Fault.OtherId);

        RawResponse again = await _client.ListAsync();
        RawResponse refused = await _client.GetAsync($"/v1.0/engagements/referrals/{Guid.NewGuid()}");

        Assert.Equal(list, again.Text);
        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task A_redirect_names_another_address()
    {
        await using RawClient elsewhere = await RawClient.StartAsync();
        Faults.Next(EmulatedOperation.List, Fault.Redirect(elsewhere.Emulator.Endpoint));
        using HttpClient obedient = new(new SocketsHttpHandler { UseProxy = false });

        using HttpResponseMessage answer = await obedient.GetAsync(_client.Emulator.Endpoint, TestContext.Current.CancellationToken);

        Assert.Equal(307, Assert.Single(_client.Emulator.Requests).StatusCode);
        Assert.Equal("GET", Assert.Single(elsewhere.Emulator.Requests).Method);
    }

    [Fact]
    public async Task A_status_fault_of_the_token_endpoint_has_no_body()
    {
        Faults.Next(EmulatedOperation.Token, Fault.Status(503, "5"));

        RawResponse answer = await _client.TokenAsync(("grant_type", "client_credentials"));

        Assert.Equal((503, "", "5"), (answer.Status, answer.Text, answer.Headers["Retry-After"]));
        Assert.False(answer.Headers.ContainsKey("request-id"));
    }

    [Fact]
    public void Invalid_fault_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("statusCode", () => Fault.Status(200));
        Assert.Throws<ArgumentOutOfRangeException>("statusCode", () => Fault.StatusAfterHandling(600));
        Assert.Throws<ArgumentException>("retryAfter", () => Fault.Throttle("5\r\nX-Evil: 1"));
        Assert.Throws<ArgumentException>("retryAfter", () => Fault.Status(503, "später"));
        Assert.Throws<ArgumentOutOfRangeException>("interval", () => Fault.SlowDrip(TimeSpan.Zero));
        Assert.Throws<ArgumentException>("claims", () => Fault.ClaimsChallenge("[]"));
        Assert.Throws<ArgumentException>("claims", () => Fault.ClaimsChallenge("{"));
        Assert.Throws<ArgumentException>("location", () => Fault.Redirect(new Uri("http://referrals.example.com/")));
        Assert.Throws<ArgumentException>("location", () => Fault.Redirect(new Uri("/elsewhere", UriKind.Relative)));
    }

    private static string QueryOf(RawResponse page) => new Uri((string)page.Json["@odata.nextLink"]!).Query;
}
