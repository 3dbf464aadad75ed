using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Read, change, write: the smallest request that is right, and what ends it.</summary>
public sealed class UpdateTests : IDisposable
{
    private const string Item = "https://api.partner.microsoft.com/v1.0/engagements/referrals/" + ReferralJson.Id;

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    public static TheoryData<string, Func<Referral, Referral>, string> Patches => new()
    {
        {
            "one field",
            deal => deal with { Details = deal.Details! with { DealValue = 30_000m } },
            """[{"op":"replace","path":"/details/dealValue","value":30000}]"""
        },
        {
            "several fields",
            deal => deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Lost, StatusReason = "Budget" },
            """
            [{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Lost"},{"op":"add","path":"/statusReason","value":"Budget"}]
            """
        },
        {
            "a date of another offset",
            deal => deal with { Details = deal.Details! with { ClosingDateTime = new DateTimeOffset(2031, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)) } },
            """[{"op":"replace","path":"/details/closingDateTime","value":"2031-01-01T00:00:00Z"}]"""
        },
        {
            "a field cleared",
            deal => deal with { Details = deal.Details! with { Notes = null } },
            """[{"op":"replace","path":"/details/notes","value":null}]"""
        },
        {
            "a member more",
            deal => deal with { Team = [.. deal.Team, new Member { FirstName = "Cem" }] },
            """
            [{"op":"add","path":"/team/-","value":{"firstName":"Cem","lastName":null,"phoneNumber":null,"email":null,"title":null,"contactPreference":null}}]
            """
        },
        {
            "a list in another order",
            deal => deal with { Team = [.. deal.Team.Reverse()] },
            """[{"op":"replace","path":"/team","value":[{"firstName":"B","unknown":2},{"firstName":"A","unknown":1}]}]"""
        },
        {
            "the first of a list",
            deal => deal with { CustomerProfile = deal.CustomerProfile! with { Team = [new Member { Email = "ada@fabrikam.example.com" }] } },
            """
            [{"op":"add","path":"/customerProfile/team","value":[{"firstName":null,"lastName":null,"phoneNumber":null,"email":"ada@fabrikam.example.com","title":null,"contactPreference":null}]}]
            """
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Patches))]
    public async Task What_can_be_patched_is_patched_and_nothing_else_is_sent(string what, Func<Referral, Referral> change, string patch)
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.OK, Deal("\"2\"").ToJsonString());

        Referral now = await _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation);

        Assert.Equal([("GET", Item), ("PATCH", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Equal("\"1\"", _service.Sent[1].Headers["If-Match"]);
        AssertSame(patch, _service.Sent[1].Body!, what);
        Assert.Equal("\"2\"", now.ETag);
    }

    [Fact]
    public async Task What_cannot_be_patched_is_replaced_as_a_whole_with_what_is_unknown_in_it()
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.OK, Deal("\"2\"").ToJsonString());

        await _service.Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { Name = "New", Details = deal.Details! with { DealValue = 1m } }, cancellationToken: Cancellation);

        Assert.Equal([("GET", Item), ("PUT", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Equal("\"1\"", _service.Sent[1].Headers["If-Match"]);
        JsonNode sent = JsonNode.Parse(_service.Sent[1].Body!)!;
        Assert.Equal("New", (string?)sent["name"]);
        Assert.Equal(1m, (decimal?)sent["details"]!["dealValue"]);
        Assert.Equal("kept", (string?)sent["details"]!["unknown"]);
        Assert.Equal(1, (int?)sent["team"]![0]!["unknown"]);
        Assert.Null(sent["links"]);
    }

    [Fact]
    public async Task No_difference_sends_nothing_and_gives_back_what_was_read()
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString());

        Referral now = await _service.Client().UpdateAsync(
            ReferralJson.Id,
            deal => deal with { Team = [.. deal.Team], Details = deal.Details! with { DealValue = 100.00m }, CustomerProfile = deal.CustomerProfile! with { } },
            cancellationToken: Cancellation);

        Assert.Equal("\"1\"", now.ETag);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_conflict_is_answered_by_reading_again_and_applying_again()
    {
        _service.Answers(HttpStatusCode.OK, Deal("\"1\"", 100).ToJsonString()).Answers(HttpStatusCode.PreconditionFailed)
            .Answers(HttpStatusCode.OK, Deal("\"2\"", 200).ToJsonString()).Answers(HttpStatusCode.OK, Deal("\"3\"", 201).ToJsonString());

        Referral now = await _service.Client().UpdateAsync(ReferralJson.Id, OneMore, cancellationToken: Cancellation);

        Assert.Equal(["GET", "PATCH", "GET", "PATCH"], _service.Sent.Select(request => request.Method));
        Assert.Equal("\"2\"", _service.Sent[3].Headers["If-Match"]);
        AssertSame("""[{"op":"replace","path":"/details/dealValue","value":201}]""", _service.Sent[3].Body!, "the second time");
        Assert.Equal("\"3\"", now.ETag);
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Too_many_conflicts_end_it_with_the_referral_as_it_is(int maxConflicts)
    {
        for (int i = 0; i <= maxConflicts; i++)
        {
            _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.PreconditionFailed, headers: ("request-id", "r"));
        }

        _service.Answers(HttpStatusCode.OK, Deal("\"9\"").ToJsonString());

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(() => _service.Client().UpdateAsync(
            ReferralJson.Id, OneMore, new ReferralCallOptions { MaxConflicts = maxConflicts }, Cancellation));

        Assert.Equal("\"9\"", conflict.GetCurrent()?.ETag);
        Assert.Equal(("update", "r", HttpStatusCode.PreconditionFailed), (conflict.Operation, conflict.RequestId, conflict.StatusCode));
        Assert.Equal((maxConflicts * 2) + 3, _service.Sent.Count);
    }

    [Fact]
    public async Task Five_conflicts_are_borne_by_default()
    {
        for (int i = 0; i <= 5; i++)
        {
            _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.PreconditionFailed);
        }

        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString());

        await Assert.ThrowsAsync<ReferralConflictException>(() => _service.Client().UpdateAsync(ReferralJson.Id, OneMore, cancellationToken: Cancellation));

        Assert.Equal(6, _service.Sent.Count(request => request.Method == "PATCH"));
    }

    [Fact]
    public async Task After_a_lost_answer_a_conflict_leaves_the_outcome_unknown_even_if_the_referral_looks_as_intended()
    {
        _service.Answers(HttpStatusCode.OK, Deal("\"1\"", 100).ToJsonString())
            .Breaks(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answers(HttpStatusCode.PreconditionFailed);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, OneMore, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.PreconditionFailed, unknown.StatusCode);
        Assert.Equal(["GET", "PATCH", "PATCH"], _service.Sent.Select(request => request.Method));
    }

    public static TheoryData<string, Func<Referral, Referral>> Refused => new()
    {
        { "id", deal => deal with { Id = "00000000-0000-0000-0000-000000000002" } },
        { "eTag", deal => deal with { ETag = "\"0\"" } },
        { "direction", deal => deal with { Direction = ReferralDirection.Outgoing } },
        { "updatedDateTime", deal => deal with { UpdatedDateTime = DateTimeOffset.UnixEpoch } },
        { "links", deal => deal with { Links = new ReferralLinks() } },
        { "registrations", deal => deal with { Registrations = [new DealRegistration()] } },
        { "customerProfile/isMatchingComplete", deal => deal with { CustomerProfile = deal.CustomerProfile! with { IsMatchingComplete = true } } },
        { "details/unknown", deal => deal with { Details = new ReferralDetails { DealValue = 1m } } },
        { "engagementId", deal => deal with { EngagementId = "00000000-0000-0000-0000-000000000009" } },
        { "type", deal => deal with { Type = ReferralType.Shared } },
        { "inviteContext/notes", deal => deal with { InviteContext = deal.InviteContext! with { Notes = "planted" } } },
        { "referralProgram", deal => deal with { Name = "New", ReferralProgram = "P" } },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refused))]
    public async Task What_is_not_the_callers_to_change_is_refused_by_its_name(string path, Func<Referral, Referral> change)
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString());

        ReferralRuleException refusal = await Assert.ThrowsAsync<ReferralRuleException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation));

        Assert.Equal(path, Assert.Single(refusal.Violations).Path);
        Assert.Equal("update", refusal.Operation);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task The_service_judges_what_was_set_at_creation_if_the_caller_says_so()
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.OK, Deal("\"2\"").ToJsonString());

        await _service.Client().UpdateAsync(
            ReferralJson.Id, deal => deal with { Type = ReferralType.Shared }, new ReferralCallOptions { LocalRules = LocalRules.None }, Cancellation);

        Assert.Equal("PUT", _service.Sent[1].Method);
    }

    [Fact]
    public async Task A_function_that_returns_nothing_or_throws_writes_nothing()
    {
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.OK, Deal().ToJsonString());

        await Assert.ThrowsAsync<ArgumentException>("change", () => _service.Client().UpdateAsync(ReferralJson.Id, _ => null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, _ => throw new TimeZoneNotFoundException(), cancellationToken: Cancellation));

        Assert.Equal(["GET", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_cancelled_wait_between_two_tries_ends_at_once()
    {
        using CancellationTokenSource caller = new();
        _service.Answers(HttpStatusCode.OK, Deal().ToJsonString()).Answers(HttpStatusCode.PreconditionFailed);
        ReferralsClient client = _service.Client(options =>
        {
            options.RetryDelay = TimeSpan.FromDays(1);
            options.AttemptTimeout = TimeSpan.FromSeconds(50);
        });
        Task<Referral> update = client.UpdateAsync(ReferralJson.Id, OneMore, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update);
        Assert.Equal("The caller cancelled update; it had no effect.", cancelled.Message); // A conflict proves that it had no effect.
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task Bad_arguments_send_nothing()
    {
        ReferralsClient client = _service.Client();

        await Assert.ThrowsAsync<ArgumentException>("id", () => client.UpdateAsync("1", OneMore, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>("change", () => client.UpdateAsync(ReferralJson.Id, null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "options", () => client.UpdateAsync(ReferralJson.Id, OneMore, new ReferralCallOptions { MaxConflicts = -1 }, Cancellation));

        Assert.Empty(_service.Sent);
    }

    private static Referral OneMore(Referral deal) => deal with { Details = deal.Details! with { DealValue = deal.Details.DealValue + 1 } };

    private static void AssertSame(string expected, string actual, string what) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), WithoutNulls(JsonNode.Parse(actual), JsonNode.Parse(expected))), $"{what}: {actual}");

    // What was read from the service is written as it was read; here its nulls are left out where the expectation leaves them out.
    private static JsonNode? WithoutNulls(JsonNode? actual, JsonNode? expected) => (actual, expected) switch
    {
        (JsonObject record, JsonObject like) => new JsonObject(record.Where(member => member.Value is not null || like.ContainsKey(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value, like[member.Key])))),
        (JsonArray list, JsonArray like) when list.Count == like.Count => new JsonArray([.. list.Zip(like).Select(pair => WithoutNulls(pair.First, pair.Second))]),
        _ => actual?.DeepClone(),
    };

    private static JsonNode Deal(string eTag = "\"1\"", decimal value = 100) => JsonNode.Parse($$"""
        {
          "id": "{{ReferralJson.Id}}", "engagementId": "00000000-0000-0000-0000-000000000003", "name": "Old", "type": "Independent", "status": "Active",
          "substatus": "Accepted", "statusReason": null, "direction": "Incoming", "referralProgram": null,
          "customerProfile": { "name": "Fabrikam", "address": { "country": "US" }, "team": [], "isMatchingComplete": false },
          "consent": { "consentToContact": true },
          "details": { "dealValue": {{value}}, "notes": "n", "unknown": "kept", "closingDateTime": "2030-01-01T00:00:00Z" },
          "team": [ { "firstName": "A", "unknown": 1 }, { "firstName": "B", "unknown": 2 } ],
          "inviteContext": { "notes": "x" }, "links": { "self": { "uri": "u", "method": "GET" } }, "unknown": [ 1 ]
        }
        """)!.WithTag(eTag);
}

file static class JsonTag
{
    public static JsonNode WithTag(this JsonNode record, string eTag)
    {
        record["eTag"] = eTag;
        return record;
    }
}
