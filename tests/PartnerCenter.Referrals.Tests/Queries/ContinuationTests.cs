using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests which texts are accepted as a continuation, and that a listing never runs in circles.</summary>
public sealed class ContinuationTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("https://api.partner.microsoft.com/v1.0/engagements/referrals")]
    [InlineData("https://evil.example.com/?")]
    [InlineData("not a link")]
    [InlineData("?#fragment")]
    public async Task A_link_without_a_query_ends_the_listing_with_an_error(string link)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], link));

        ReferralsException broken = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync().ToListAsync(Cancellation).AsTask());

        Assert.Contains("next link of page 1 has no query", broken.Message, StringComparison.Ordinal);
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData(16_000, 2)]
    [InlineData(16_001, 1)]
    public async Task A_link_of_endless_length_is_refused(int length, int pages)
    {
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Page([], "?" + new string('x', length - 1))).RespondsWith(
                HttpStatusCode.OK, ReferralJson.Page([]));

        ReferralsException? broken = await Record.ExceptionAsync(
            () => _service.Client().ListAsync().ToListAsync(Cancellation).AsTask()) as ReferralsException;

        Assert.Equal((pages, pages == 1 ? 1 : null), (_service.Sent.Count, broken?.Page));
    }

    [Fact]
    public async Task A_repeated_link_stops_with_an_error()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=2"))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync().ToListAsync(Cancellation).AsTask());

        Assert.Equal("list", refusal.Operation);
        Assert.Contains("next link of page 3 leads back to a page already read", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_resumed_listing_that_leads_back_to_its_own_start_stops_with_an_error()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "?$skiptoken=1"));
        ReferralQuery query = new() { Continuation = ReferralContinuation.Parse("$skiptoken=1") };

        await Assert.ThrowsAsync<ReferralsException>(() => _service.Client().ListAsync(query).ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_saved_continuation_resumes_where_the_listing_stopped()
    {
        _service.RespondsWith(
            HttpStatusCode.OK,
            ReferralJson.Page([ReferralJson.Full], "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=abc", count: 2));
        ReferralQuery query = new() { Filter = ReferralFilter.Raw("status eq 'Active'") };
        string? saved = null;
        await foreach (ReferralPage page in _service.Client().ListAsync(query).AsPages(Cancellation))
        {
            Assert.Equal(2, page.TotalCount);
            saved = page.Continuation?.Value;
            break;
        }

        using MockedService later = new();
        later.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]));
        List<Referral> rest = await later.Client().ListAsync(
            query with { Continuation = ReferralContinuation.Parse(saved!) }).ToListAsync(Cancellation);

        Assert.Single(rest);
        Assert.Equal(Collection + "?$skiptoken=abc", later.Only.Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    [InlineData("$skiptoken=\"x\"")]
    public void A_text_that_no_continuation_has_is_refused(string text)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>("value", () => ReferralContinuation.Parse(text));
        Assert.Contains("not the Value of a continuation", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("a URL query without the question mark, of at most 16000 characters", refusal.Message, StringComparison.Ordinal);
        Assert.False(ReferralContinuation.TryParse(text, out ReferralContinuation? continuation));
        Assert.Null(continuation);
    }

    [Fact]
    public void A_continuation_has_at_most_16000_characters()
    {
        string longest = new('x', 16_000);

        Assert.Equal(longest, ReferralContinuation.Parse(longest).Value);
        Assert.False(ReferralContinuation.TryParse(longest + "x", out _));
    }

    [Fact]
    public async Task A_page_that_was_cut_is_read_again_when_the_listing_resumes()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "?$skiptoken=1"));

        ReferralPage page = await _service.Client().ListAsync(
            new ReferralQuery { Top = 1 }).AsPages(Cancellation).SingleAsync(Cancellation);

        Assert.Equal("$top=1", page.Continuation?.Value);
    }

    [Fact]
    public async Task A_page_that_was_given_out_whole_leads_on_to_the_next_one()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full, ReferralJson.Full], "?$skiptoken=1"));

        ReferralPage page = await _service.Client().ListAsync(
            new ReferralQuery { Top = 2 }).AsPages(Cancellation).SingleAsync(Cancellation);

        Assert.Equal("$skiptoken=1", page.Continuation?.Value);
    }
}
