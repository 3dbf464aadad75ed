using System.Globalization;
using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that pages use only the query of the next link, on the configured endpoint (wire contract 2.1, 10 #6).</summary>
public sealed class ListingTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documented_next_link_is_followed_on_our_own_endpoint()
    {
        _service.RespondsWith(
            HttpStatusCode.OK,
            ReferralJson.Page([ReferralJson.Full], "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=a%2Bb%3D%3D"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]));

        List<Referral> all = await _service.Client().ListAsync().ToListAsync(Cancellation);

        Assert.Equal(2, all.Count);
        Assert.Equal([Collection, Collection + "?$skiptoken=a%2Bb%3D%3D"], _service.Sent.Select(request => request.Url));
    }

    [Theory]
    [InlineData("https://evil.example.com/steal?$skiptoken=x", "?$skiptoken=x")]
    [InlineData("//evil.example.com/?$skiptoken=x", "?$skiptoken=x")]
    [InlineData("http://api.partner.microsoft.com@evil.example.com/?$skiptoken=x", "?$skiptoken=x")]
    [InlineData("ftp://evil.example.com/?$skiptoken=x", "?$skiptoken=x")]
    [InlineData("javascript:alert(1)?$skiptoken=x", "?$skiptoken=x")]
    [InlineData("?https://evil.example.com/", "?https://evil.example.com/")]
    [InlineData("?$skiptoken=x#https://evil.example.com/", "?$skiptoken=x")]
    [InlineData("?@evil.example.com/", "?@evil.example.com/")]
    [InlineData("?$skiptoken=x\r\nHost: evil.example.com", "?$skiptoken=x%0D%0AHost:%20evil.example.com")]
    [InlineData("?$skiptoken=x\\..\\..\\", "?$skiptoken=x%5C..%5C..%5C")]
    [InlineData("?a b", "?a%20b")]
    [InlineData("/v1.0/engagments/referrals?$filter=status eq 'New'&$skiptoken=ü", "?$filter=status%20eq%20'New'&$skiptoken=%C3%BC")]
    public async Task No_link_leads_to_another_host_or_scheme(string link, string expectedQuery)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([], link)).RespondsWith(HttpStatusCode.OK, ReferralJson.Page([]));

        await _service.Client().ListAsync().ToListAsync(Cancellation);

        Assert.Equal(Collection + expectedQuery, _service.Sent[1].Url);
        Assert.Equal("api.partner.microsoft.com", new Uri(_service.Sent[1].Url).Host);
    }

    [Fact]
    public async Task A_link_that_nobody_needs_is_not_judged()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "not a link"));

        Assert.Single(await _service.Client().ListAsync(new ReferralQuery { Top = 1 }).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Top_counts_over_all_pages_and_asks_for_no_page_too_many()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "?$skiptoken=1"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "?$skiptoken=2"));

        List<Referral> all = await _service.Client().ListAsync(new ReferralQuery { Top = 3 }).ToListAsync(Cancellation);

        Assert.Equal(3, all.Count);
        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public void Top_must_be_positive()
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new ReferralQuery { Top = -5 });

        Assert.Equal("Top", refusal.ParamName);
        Assert.StartsWith("Top must be at least 1.", refusal.Message, StringComparison.Ordinal); // In every culture.
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_enumeration_and_nothing_after_a_break()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"));
        ReferralListing listing = _service.Client().ListAsync();
        Assert.Empty(_service.Sent);

        await foreach (Referral _ in listing)
        {
            break;
        }

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task All_pages_of_a_listing_carry_one_correlation_id_and_each_call_its_own_request_id()
    {
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Page([], "?$skiptoken=1")).RespondsWith(HttpStatusCode.OK, ReferralJson.Page([]));

        await _service.Client().ListAsync().ToListAsync(Cancellation);

        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
        Assert.Equal(2, _service.Sent.Select(request => request.Headers["MS-RequestId"]).Distinct().Count());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task An_answer_that_is_no_page_is_an_error_and_not_an_empty_listing(string body)
    {
        _service.RespondsWith(HttpStatusCode.OK, body);

        await Assert.ThrowsAsync<ReferralsException>(() => _service.Client().ListAsync().ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task MaxPages_ends_the_listing_with_a_continuation_to_go_on_from()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=2"));

        List<ReferralPage> pages = await _service.Client().ListAsync(
            new ReferralQuery { MaxPages = 2, ReadAhead = true }).AsPages(Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["$skiptoken=1", "$skiptoken=2"], pages.Select(page => page.Continuation?.Value));
        Assert.Equal(2, _service.Sent.Count);
        Assert.Equal("MaxPages", Assert.Throws<ArgumentOutOfRangeException>(() => new ReferralQuery { MaxPages = 0 }).ParamName);
    }

    [Fact]
    public async Task Reading_ahead_asks_for_the_next_page_while_the_one_before_is_worked_on()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=2"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]));
        List<int> sentWhenGiven = [];

        await foreach (ReferralPage _ in _service.Client().ListAsync(new ReferralQuery { ReadAhead = true }).AsPages(Cancellation))
        {
            sentWhenGiven.Add(_service.Sent.Count);
        }

        Assert.Equal([2, 3, 3], sentWhenGiven);
    }

    [Fact]
    public async Task An_early_break_cancels_the_page_in_flight()
    {
        TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using SecondHangs handler = new(cancelled);
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue)))
            },
            handler);

        await foreach (Referral _ in client.ListAsync(new ReferralQuery { ReadAhead = true }))
        {
            break;
        }

        Assert.True(await cancelled.Task.WaitAsync(Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_says_which_page_could_not_be_read(bool ahead)
    {
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1")).RespondsWith(HttpStatusCode.Forbidden);
        List<Referral> seen = [];

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(async () =>
        {
            await foreach (Referral referral in _service.Client().ListAsync(new ReferralQuery { ReadAhead = ahead }))
            {
                seen.Add(referral);
            }
        });

        Assert.Single(seen);
        Assert.Equal(2, failure.Page);
        Assert.Equal("list", failure.Operation);
        Assert.Contains("list (page 2)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Related_referrals_are_those_of_the_engagement()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]));

        await _service.Client().ListRelatedAsync(Drafts.Stored).ToListAsync(Cancellation);

        Assert.Equal($"{Collection}?$filter=engagementId%20eq%20%27{ReferralJson.EngagementId}%27", _service.Only.Url);
        ArgumentException draft = Assert.Throws<ArgumentException>("referral", () => _service.Client().ListRelatedAsync(Drafts.Minimal));
        Assert.Contains("The engagement id of a referral must be a GUID", draft.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("referral", () => _service.Client().ListRelatedAsync(null!));
    }

    [Theory]
    [InlineData("Tue, 06 Jan 2026 08:49:37 GMT", "2026-01-06T08:49:37Z")]
    [InlineData("Tuesday, 06-Jan-26 08:49:37 GMT", "2026-01-06T08:49:37Z")]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task A_page_has_the_time_at_which_the_service_sent_it(string? header, string? expected)
    {
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]), header is null ? [] : [("Date", header)]);

        ReferralPage page = await _service.Client().ListAsync().AsPages(Cancellation).SingleAsync(Cancellation);

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), page.ServiceTime);
    }

    [Fact]
    public async Task Cancellation_of_the_call_and_of_the_enumeration_both_end_it()
    {
        using CancellationTokenSource call = new(), enumeration = new();
        ReferralListing listing = _service.Client().ListAsync(cancellationToken: call.Token);
        await enumeration.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.ToListAsync(enumeration.Token).AsTask());
        await call.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.ToListAsync(Cancellation).AsTask());

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_listing_for_a_users_test_is_made_from_pages()
    {
        ReferralListing listing = ReferralListing.FromPages(new ReferralPage([Drafts.Stored]), new ReferralPage([Drafts.Stored]));

        Assert.Equal(2, (await listing.ToListAsync(Cancellation)).Count);
        Assert.Throws<ArgumentNullException>("pages", () => ReferralListing.FromPages((IReadOnlyList<ReferralPage>)null!));
    }

    [Fact]
    public async Task A_listing_made_from_pages_heeds_a_cancellation_between_them()
    {
        using CancellationTokenSource caller = new();
        int pages = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ReferralPage _ in ReferralListing.FromPages(new ReferralPage([]), new ReferralPage([])).AsPages(caller.Token))
            {
                pages++;
                await caller.CancelAsync();
            }
        });

        Assert.Equal(1, pages);
    }

    public void Dispose() => _service.Dispose();

    /// <summary>Answers the first page, and records whether the wait for the second one was cancelled.</summary>
    private sealed class SecondHangs(TaskCompletionSource<bool> cancelled) : HttpMessageHandler
    {
        private int _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == 1)
            {
                return MockedService.Response(
                    HttpStatusCode.OK, new StringContent(ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1")));
            }

            using CancellationTokenRegistration registration = cancellationToken.Register(() => cancelled.TrySetResult(true));
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Not reached.");
        }
    }
}
