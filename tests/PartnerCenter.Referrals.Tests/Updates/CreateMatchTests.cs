using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which record the search for a lost create accepts as its result, and that it never accepts somebody else's.</summary>
public sealed class CreateMatchTests : IDisposable
{
    private const string Encoded = "Fabrikam &amp; Sons &lt;data&gt; &#39;platform&#39;";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Draft { get; } = Drafts.Minimal with { ExternalReferenceId = "CRM-1" };

    public void Dispose() => _service.Dispose();

    public static TheoryData<string, Action<JsonObject>> Others => new()
    {
        { "another name", record => record["name"] = "Deal A" },
        { "no name", record => record["name"] = null },
        { "another customer", record => record["customerProfile"]!["name"] = "Customer A" },
        { "no customer", record => record["customerProfile"] = null },
        { "another closing date", record => record["details"]!["closingDateTime"] = "2030-07-01T00:00:00Z" },
        { "no closing date", record => record["details"]!["closingDateTime"] = null },
        { "another external reference id", record => record["externalReferenceId"] = "crm-1" },
        { "another value", record => record["details"]!["dealValue"] = 25_001 },
        { "another currency", record => record["details"]!["currency"] = "EUR" },
        { "another type", record => record["type"] = "Shared" },
        { "no details", record => record["details"] = null },
        { "no id", record => record["id"] = null },
        { "an id that climbs out of the collection", record => record["id"] = ".." },
        { "an id that is no GUID", record => record["id"] = "it" },
        { "closed", record => (record["status"], record["substatus"]) = ("Closed", "Lost") },
        { "Microsoft's record", record => record["organizationId"] = "msft" },
        {
            "Microsoft's outgoing record without an inviter",
            record => (record["organizationId"], record["direction"], record["inviteContext"]) = ("msft", "Outgoing", null)
        },
        { "a lead from Microsoft", record => record["inviteContext"]!["invitedBy"]!["organizationId"] = "msft" },
        { "another organization's incoming record", record => record["organizationId"] = FoundRecord.OtherOrganization },
        {
            "an incoming record that another organization sent",
            record => record["inviteContext"]!["invitedBy"]!["organizationId"] = FoundRecord.OtherOrganization
        },
        { "an incoming record from nobody known", record => record["inviteContext"] = null },
        { "an incoming record that waits for an answer", record => (record["status"], record["substatus"]) = ("New", "Pending") },
        { "created before the POST", record => record["createdDateTime"] = "2029-12-31T23:59:57.9Z" },
        { "created minutes before the POST", record => record["createdDateTime"] = "2029-12-31T23:56:00Z" },
        { "created after the response", record => record["createdDateTime"] = "2030-01-01T00:00:03Z" },
        { "created in the year 9999", record => record["createdDateTime"] = "9999-12-31T23:59:59.9999999Z" },
        { "a status that cannot be read", record => record["status"] = new JsonArray("Closed") },
        {
            "an owner and a direction that cannot be read",
            record => (record["organizationId"], record["direction"]) = (new JsonObject(), new JsonObject())
        },
        {
            "an inviter and a direction that cannot be read",
            record => (record["inviteContext"], record["direction"]) = (new JsonArray("Microsoft"), new JsonObject())
        },
        { "no time of creation", record => record["createdDateTime"] = null },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Others))]
    public async Task A_record_of_somebody_else_is_not_returned(string why, Action<JsonObject> change)
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);
        RespondsThreeTimesWith(() => FoundRecord.Page(FoundRecord.Of(Draft, change)), FoundRecord.Date);

        Exception? result = await Record.ExceptionAsync(() => CreateAsync());

        Assert.True(result is ReferralOutcomeUnknownException, $"{why}: {result?.Message ?? "it was returned"}");
        Assert.Single(_service.Sent, request => request.Method == "POST");
    }

    public static TheoryData<string, Referral, Action<JsonObject>> Own => new()
    {
        { "as sent", Draft, _ => { } },
        {
            "with encoded names",
            Draft with
            {
                Name = WebUtility.HtmlDecode(Encoded),
                CustomerProfile = Draft.CustomerProfile! with { Name = WebUtility.HtmlDecode(Encoded) },
            },
            record => (record["name"], record["customerProfile"]!["name"]) = (Encoded, Encoded)
        },
        { "with names that were sent encoded", Draft with { Name = Encoded }, _ => { } },
        { "with an empty name instead of none", Draft with { Name = null }, record => record["name"] = "" },
        { "without a name instead of an empty one", Draft with { Name = "" }, record => record["name"] = null },
        { "without a closing date", Draft with { Details = Draft.Details! with { ClosingDateTime = null } }, _ => { } },
        {
            "with a closing date in another time zone",
            Draft with { Details = Draft.Details! with { ClosingDateTime = new(2030, 6, 30, 1, 0, 0, TimeSpan.FromHours(2)) } },
            record => record["details"]!["closingDateTime"] = "2030-06-29T23:00:00Z"
        },
        {
            "with a closing date without fractions of a second",
            Draft with { Details = Draft.Details! with { ClosingDateTime = new DateTimeOffset(2030, 6, 30, 1, 0, 0, 987, TimeSpan.Zero) } },
            record => record["details"]!["closingDateTime"] = "2030-06-30T01:00:00Z"
        },
        { "outgoing", Draft, record => record["direction"] = "Outgoing" },
        { "outgoing, without an inviter", Draft, record => (record["direction"], record["inviteContext"]) = ("Outgoing", null) },
        { "a second before the response", Draft, record => record["createdDateTime"] = "2029-12-31T23:59:58Z" },
        { "two seconds after the response", Draft, record => record["createdDateTime"] = "2030-01-01T00:00:02Z" },
        { "with a value that cannot be read and is not compared", Draft, record => record["salesStage"] = new JsonObject() },
        { "within the second of the response", Draft, record => record["createdDateTime"] = "2030-01-01T00:00:00.9999999Z" },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Own))]
    public async Task The_record_that_the_call_created_is_returned(string why, Referral draft, Action<JsonObject> change)
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(draft, change)), FoundRecord.Date);

        Referral found = await _service.Client(options => options.ClientValidation = ClientValidation.None)
            .CreateAsync(draft, cancellationToken: Cancellation);

        Assert.True(found.Id == FoundRecord.Id, why);
    }

    [Fact]
    public async Task A_record_that_appears_on_two_pages_counts_once()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(
                HttpStatusCode.OK,
                FoundRecord.Page("?$skiptoken=2", FoundRecord.Of(Draft, record => record["id"] = FoundRecord.Id.ToUpperInvariant())),
                FoundRecord.Date)
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(Draft)), FoundRecord.Date);

        Assert.Equal(FoundRecord.Id, (await CreateAsync()).Id);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task The_time_of_creation_is_compared_by_the_clock_of_the_service(int hoursOff)
    {
        DateTimeOffset time = _service.Time.GetUtcNow().AddHours(hoursOff);
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(
            HttpStatusCode.OK,
            FoundRecord.Page(FoundRecord.Of(Draft, record => record["createdDateTime"] = time.ToString("O"))),
            FoundRecord.DateOf(time));

        Assert.Equal(FoundRecord.Id, (await CreateAsync()).Id);
    }

    [Theory]
    [InlineData(22, true)]
    [InlineData(23, false)]
    public async Task The_time_that_the_POST_took_is_allowed_for(int secondsBefore, bool isFound)
    {
        TimeSpan took = TimeSpan.FromSeconds(20);
        DateTimeOffset answered = _service.Time.GetUtcNow() + took;
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(took);
            return MockedService.Response(HttpStatusCode.ServiceUnavailable, null);
        });
        string created = answered.AddSeconds(-secondsBefore).ToString("O");
        RespondsThreeTimesWith(
            () => FoundRecord.Page(FoundRecord.Of(Draft, record => record["createdDateTime"] = created)), FoundRecord.DateOf(answered));

        Exception? failure = await Record.ExceptionAsync(() => CreateAsync());

        Assert.Equal(isFound, failure is null);
    }

    [Fact]
    public async Task A_record_of_the_time_before_the_last_attempt_is_not_returned()
    {
        TimeSpan wait = TimeSpan.FromSeconds(30);
        DateTimeOffset last = _service.Time.GetUtcNow() + wait;
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "30")).RespondsWith(HttpStatusCode.ServiceUnavailable);
        RespondsThreeTimesWith(() => FoundRecord.Page(FoundRecord.Of(Draft)), FoundRecord.DateOf(last));

        Task<Referral> create = CreateAsync();
        _service.Time.Advance(await _service.Time.WaitStartedAsync(wait, TimeSpan.FromSeconds(30.1)));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => create);
    }

    [Fact]
    public async Task Without_the_time_of_the_service_the_outcome_stays_unknown()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);
        RespondsThreeTimesWith(() => FoundRecord.Page(FoundRecord.Of(Draft)));

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Contains("Date", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("yesterday")]
    public async Task A_Date_that_makes_no_sense_leaves_the_outcome_unknown(string date)
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);
        RespondsThreeTimesWith(() => FoundRecord.Page(FoundRecord.Of(Draft)), ("Date", date));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\t")]
    public async Task An_external_reference_id_of_blanks_is_not_searched_for(string blank)
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().CreateAsync(Draft with { ExternalReferenceId = blank }, cancellationToken: Cancellation));

        Assert.Equal("POST", _service.Only.Method);
    }

    private void RespondsThreeTimesWith(Func<string> page, params (string Name, string Value)[] headers)
    {
        for (int search = 0; search < 3; search++)
        {
            _service.RespondsWith(HttpStatusCode.OK, page(), headers);
        }
    }

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);
}
