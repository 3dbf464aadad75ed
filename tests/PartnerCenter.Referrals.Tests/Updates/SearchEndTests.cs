using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests where a search for a lost create ends, and what the unknown outcome then says.</summary>
public sealed class SearchEndTests : IDisposable
{
    private const string Conclusion =
        " That proves nothing, because the service may show it later. Search for it again before you send it again.";

    private const string TwoSecondsBefore = "2029-12-31T23:59:58Z";

    private readonly MockedService _service = new();

    public SearchEndTests() => _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral Draft => Drafts.Minimal with { ExternalReferenceId = "CRM-1" };

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Several_matches_leave_open_which_of_them_the_call_created()
    {
        Lists(null, FoundRecord.Of(Draft), FoundRecord.Of(Draft, other => other["id"] = FoundRecord.OtherId));

        await RequireUnknownAsync(
            "A search found several matching referrals that were created since the request was sent; which of them this call created, if "
                + "any, is not known.");
    }

    [Fact]
    public async Task Searches_that_failed_are_counted_and_named_by_their_kinds()
    {
        _service.RespondsWith(HttpStatusCode.Forbidden).RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "300"));
        Lists(null);

        await RequireUnknownAsync(
            "It was not found in 1 search, and 2 searches failed (ReferralsException, ReferralsThrottledException)." + Conclusion);
    }

    [Fact]
    public async Task A_search_that_is_ended_after_five_pages_says_so()
    {
        for (int page = 1; page <= 15; page++)
        {
            Lists($"?$skiptoken={page}", FoundRecord.Of(Draft, other => other["externalReferenceId"] = "CRM-2"));
        }

        await RequireUnknownAsync(
            "It was not found in 3 searches (at least one search was ended after 5 pages)." + Conclusion);
    }

    [Fact]
    public async Task Items_skipped_on_two_pages_of_a_search_are_told()
    {
        for (int search = 0; search < 3; search++)
        {
            ListsUnreadable("?$skiptoken=2");
            ListsUnreadable(null);
        }

        await RequireUnknownAsync(
            "It was not found in 3 searches (at least one search skipped an item that cannot be read)." + Conclusion);
    }

    [Fact]
    public async Task A_search_whose_second_page_had_no_time_left_was_sent()
    {
        _service.RespondsWith(() =>
        {
            _service.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(5));
            return MockedService.Response(HttpStatusCode.OK, new StringContent(FoundRecord.Page("?$skiptoken=2")), FoundRecord.Date);
        });

        await RequireUnknownAsync("No search for it succeeded (ReferralsTimeoutException, in 3 searches)." + Conclusion);

        Assert.Equal(["POST", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_page_without_the_time_of_the_service_is_the_last_of_its_search()
    {
        for (int search = 2; search <= 4; search++)
        {
            _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page($"?$skiptoken={search}"));
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Equal(1 + 3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_page_with_two_referrals_of_the_time_before_the_create_is_the_last_of_its_search()
    {
        for (int search = 2; search <= 4; search++)
        {
            Lists($"?$skiptoken={search}", Older(FoundRecord.Id), Older(FoundRecord.OtherId));
        }

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Equal(1 + 3, _service.Sent.Count);

        static JsonObject Older(string id) => FoundRecord.Of(
            Draft, older => (older["id"], older["createdDateTime"]) = (id, "2029-12-31T23:50:00Z"));
    }

    [Fact]
    public async Task A_search_goes_on_after_a_referral_of_the_earliest_moment_that_counts()
    {
        Lists("?$skiptoken=2", FoundRecord.Of(
            Draft, other => (other["externalReferenceId"], other["createdDateTime"]) = ("CRM-2", TwoSecondsBefore)));
        Lists(null, FoundRecord.Of(Draft, own => own["createdDateTime"] = TwoSecondsBefore));

        Assert.Equal(FoundRecord.Id, (await CreateAsync()).Id);
        Assert.Contains("skiptoken=2", _service.Sent[2].Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_would_take_all_of_the_time_is_not_begun()
    {
        using SimulatedService service = new((request, _) => request.Method == HttpMethod.Post
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
            : MockedService.Response(HttpStatusCode.OK, new StringContent(FoundRecord.Page()), FoundRecord.Date));
        using ReferralsClient client = service.Client(options => options.RetryDelay = TimeSpan.FromSeconds(10));
        DateTimeOffset started = service.Time.GetUtcNow();

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Draft, cancellationToken: Cancellation));

        Assert.EndsWith(" It was not found in 1 search." + Conclusion, unknown.Message, StringComparison.Ordinal);
        Assert.Equal(started, service.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_search_that_is_cancelled_while_it_waits_begins_no_further_call()
    {
        using CancellationTokenSource caller = new();
        RecordedLog log = new();
        TimeSpan wait = TimeSpan.FromSeconds(3);
        Lists(null);
        ReferralsClient client = _service.Client(options => (options.RetryDelay, options.LoggerFactory) = (wait, log));
        Task<Referral> create = client.CreateAsync(Draft, cancellationToken: caller.Token);
        await _service.Time.WaitStartedAsync(wait, wait);
        string before = log.ToString();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Equal(before, log.ToString());
    }

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Draft, cancellationToken: Cancellation);

    private async Task RequireUnknownAsync(string why)
    {
        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => CreateAsync());

        Assert.Equal($"{unknown.InnerException!.Message} {why}", unknown.Message);
    }

    private void Lists(string? nextLink, params JsonObject[] records) =>
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page(nextLink, records), FoundRecord.Date);

    private void ListsUnreadable(string? nextLink) => _service.RespondsWith(
        HttpStatusCode.OK,
        FoundRecord.Page(nextLink).Replace("\"value\":[", "\"value\":[null", StringComparison.Ordinal),
        FoundRecord.Date);
}
