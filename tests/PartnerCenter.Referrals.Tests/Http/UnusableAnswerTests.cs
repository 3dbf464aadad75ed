using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a 2xx with an unusable body says why it is unusable and what to do next.</summary>
public sealed class UnusableAnswerTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("null", "it is null")]
    [InlineData("{}", "it is not a referral, because it has no id")]
    [InlineData("{\n  \"id\": }", "it is not the expected JSON (line 2, byte 9 of that line)")]
    public async Task An_answer_that_cannot_be_used_says_why_and_what_to_do(string body, string why)
    {
        _service.RespondsWith(HttpStatusCode.OK, body, ("request-id", "r-1")).RespondsWith(HttpStatusCode.OK, body, ("request-id", "r-1"));

        ReferralsException read = await Assert.ThrowsAsync<ReferralsException>(GetAsync);
        ReferralOutcomeUnknownException written = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(CreateAsync);

        Assert.StartsWith(
            $"Partner Center answered get with 200, but the body cannot be used: {why}. Check the endpoint, and whether a proxy answers in "
                + "its place. (request-id r-1, ",
            read.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Partner Center answered create with 200, but the body cannot be used: {why}. The request may have taken effect. Look for the "
                + "referral before you send it again. (request-id r-1, ",
            written.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_none_to_a_read_nor_to_a_listing()
    {
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.NoContent);
        Func<Task>[] reads =
        [
            GetAsync,
            () => _service.Client().ListAsync().ToListAsync(Cancellation).AsTask(),
            () => _service.Client().ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask(),
        ];

        foreach (Func<Task> read in reads)
        {
            Assert.Contains(
                "with 204, but the body cannot be used: it is empty", (await Assert.ThrowsAsync<ReferralsException>(read)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_item_that_does_not_fit_a_projection_is_reported_by_the_name_of_the_record()
    {
        _service.RespondsWith(HttpStatusCode.OK, """{ "value": [ { "details": "planted" } ] }""");

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask());

        Assert.Contains(
            "list (page 1) with 200, but the body cannot be used: its item 0 (counted from 0) does not fit DealLine.", failure.Message,
            StringComparison.Ordinal);
    }

    private Task<Referral> GetAsync() => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
}
