using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Runs the recipes for common questions against records of which each question has one answer.</summary>
public sealed class QuestionSnippets : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2031, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private ReadmeHost _stage = null!;
    private JsonObject _template = null!;

    private string Query => Uri.UnescapeDataString(_stage.Emulator.Requests[^1].Query);

    public async ValueTask InitializeAsync()
    {
        _stage = await ReadmeHost.SetAsync();
        Referral created = await _stage.Client.CreateAsync(Deals.Draft());
        _template = _stage.Emulator.GetReferral(created.Id);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task What_was_won_this_year_is_listed()
    {
        ReferralsClient client = _stage.Client;
        DateTimeOffset now = Now;
        string won = Add(deal => Close(deal, "Won", "2031-02-01T00:00:00Z"));
        Add(deal => Close(deal, "Lost", "2031-02-01T00:00:00Z"));
        Add(deal => Close(deal, "Won", "2030-12-31T23:00:00Z", updated: "2031-01-10T00:00:00Z")); // Registered this year.

        #region question-won
        DateTimeOffset newYear = new(now.Year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        ReferralQuery wonSince = new()
        {
            Filter = ReferralFilter.Status == ReferralStatus.Closed & ReferralFilter.Substatus == ReferralSubstatus.Won
                & ReferralFilter.UpdatedSince(newYear),
        };
        List<Referral> wonThisYear = await client.ListAsync(wonSince)
            .Where(deal => IsOurs(deal) && deal.ClosedDateTime >= newYear)
            .ToListAsync();
        #endregion

        Assert.Equal(won, Assert.Single(wonThisYear).Id);
        Assert.Contains(
            "(status eq 'Closed' and substatus eq 'Won') and updatedDateTime ge 2031-01-01T00:00:00Z", Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_deals_above_a_value_are_listed()
    {
        ReferralsClient client = _stage.Client;
        string id = Add(deal => deal["details"]!["dealValue"] = 150_000m);
        Add(deal => (deal["details"]!["dealValue"], deal["details"]!["currency"]) = (150_000m, "JPY"));
        Add(record => Answer(Invite(record, "2031-06-01T00:00:00Z"))["details"]!["dealValue"] = 150_000m);
        Add(deal => Close(deal, "Won", "2031-02-01T00:00:00Z")["details"]!["dealValue"] = 150_000m);

        #region question-value
        ReferralQuery open = new() { Filter = ReferralFilter.Status == ReferralStatus.Active };
        List<Referral> large = await client.ListAsync(open)
            .Where(deal => IsOurs(deal) && deal.Details is { Currency: "USD", DealValue: >= 100_000m })
            .OrderByDescending(deal => deal.Details!.DealValue)
            .ToListAsync();
        #endregion

        Assert.Equal(id, Assert.Single(large).Id);
    }

    [Fact]
    public async Task Invitations_without_an_answer_for_a_week_are_listed()
    {
        ReferralsClient client = _stage.Client;
        DateTimeOffset now = Now;
        string late = Add(record => Invite(record, "2031-06-01T00:00:00Z"));
        Add(record => Invite(record, "2031-06-14T00:00:00Z"));
        Add(record => Answer(Invite(record, "2031-06-01T00:00:00Z")));

        #region question-waiting
        ReferralQuery unanswered = new()
        {
            Filter = ReferralFilter.Status == ReferralStatus.New & ReferralFilter.Type == ReferralType.Shared,
        };
        List<Referral> waiting = await client.ListAsync(unanswered)
            .Where(record => !IsOurs(record) && record.CreatedDateTime <= now.AddDays(-7))
            .ToListAsync();
        #endregion

        Assert.Equal(late, Assert.Single(waiting).Id);
        Assert.Contains("status eq 'New' and type eq 'Shared'", Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_of_one_customer_is_listed()
    {
        ReferralsClient client = _stage.Client;
        string found = Add(deal => deal["customerProfile"]!["name"] = "Northwind &amp; Sons");
        Add(deal => (deal["customerProfile"]!["name"], deal["customerProfile"]!["address"]!["country"]) = ("Northwind & Sons", "DE"));

        #region question-customer
        ReferralQuery inCountry = new() { Filter = ReferralFilter.CustomerProfileCountry == "US" };
        List<Referral> ofCustomer = await client.ListAsync(inCountry)
            .Where(record => string.Equals(
                WebUtility.HtmlDecode(record.CustomerProfile?.Name), "Northwind & Sons", StringComparison.OrdinalIgnoreCase))
            .ToListAsync();
        #endregion

        Assert.Equal(found, Assert.Single(ofCustomer).Id);
        Assert.Contains("customerProfile/address/country eq 'US'", Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deals_that_close_this_month_are_listed()
    {
        ReferralsClient client = _stage.Client;
        DateTimeOffset now = Now;
        string closing = Add(deal => deal["details"]!["closingDateTime"] = "2031-06-30T00:00:00Z");
        Add(deal => deal["details"]!["closingDateTime"] = "2031-07-01T00:00:00Z");

        #region question-closing
        DateTimeOffset month = new(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        List<Referral> closingThisMonth = await client.ListAsync(
            new ReferralQuery { Filter = ReferralFilter.Status == ReferralStatus.Active })
            .Where(deal => IsOurs(deal)
                && deal.Details?.ClosingDateTime >= month && deal.Details.ClosingDateTime < month.AddMonths(1))
            .ToListAsync();
        #endregion

        Assert.Equal(closing, Assert.Single(closingThisMonth).Id);
    }

    [Fact]
    public async Task What_a_colleague_works_on_is_listed()
    {
        ReferralsClient client = _stage.Client;
        string hers = Add(deal => deal["team"]![0]!["email"] = "dora@contoso.example.com");
        Add(deal => Close(deal, "Won", "2031-02-01T00:00:00Z")["team"]![0]!["email"] = "dora@contoso.example.com");
        Add(record => Answer(Invite(record, "2031-06-01T00:00:00Z"))["team"]![0]!["email"] = "dora@contoso.example.com");

        #region question-colleague
        ReferralQuery ofColleague = new()
        {
            Filter = ReferralFilter.Status == ReferralStatus.Active
                & ReferralFilter.TeamMemberEmail.Contains("dora@contoso.example.com"),
        };
        List<Referral> worksOn = await client.ListAsync(ofColleague).Where(IsOurs).ToListAsync();
        #endregion

        Assert.Equal(hers, Assert.Single(worksOn).Id);
        Assert.Contains("team/any(t: t/email eq 'dora@contoso.example.com')", Query, StringComparison.Ordinal);
    }

    #region question-own
    private static bool IsOurs(Referral record) => record.Target.All(target => target.Id != ReferralTarget.Microsoft.Id);
    #endregion

    private string Add(Action<JsonObject> change)
    {
        JsonObject record = _template.DeepClone().AsObject();
        record["id"] = Guid.NewGuid().ToString();
        change(record);
        return _stage.Emulator.AddReferral(record)["id"]!.GetValue<string>();
    }

    private static JsonObject Close(JsonObject deal, string substatus, string closed, string? updated = null)
    {
        (deal["status"], deal["substatus"], deal["closedDateTime"], deal["updatedDateTime"]) =
            ("Closed", substatus, closed, updated ?? closed);
        return deal;
    }

    private static JsonObject Invite(JsonObject record, string created)
    {
        (record["status"], record["substatus"], record["createdDateTime"]) = ("New", "Pending", created);
        record["target"] = new JsonArray(new JsonObject { ["type"] = "BusinessProfileLocation", ["id"] = "msft" });
        return record;
    }

    private static JsonObject Answer(JsonObject invitation)
    {
        (invitation["status"], invitation["substatus"]) = ("Active", "Accepted");
        return invitation;
    }
}
