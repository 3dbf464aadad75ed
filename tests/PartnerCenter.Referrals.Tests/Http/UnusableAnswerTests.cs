using System.Net;
using System.Text.Json.Nodes;

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

    [Theory]
    [InlineData("id", "contoso", "it is not a referral, because its id is not a GUID")]
    [InlineData("id", "b0000000-0000-0000-0000-00000000000b", "it is another referral than the one that was asked for")]
    public async Task An_answer_with_another_referral_is_refused(string member, string value, string why)
    {
        _service.RespondsWith(HttpStatusCode.OK, With(member, value));

        ReferralsException read = await Assert.ThrowsAsync<ReferralsException>(GetAsync);

        Assert.Contains($"with 200, but the body cannot be used: {why}.", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("externalReferenceId", "CRM-2", false)]
    [InlineData("externalReferenceId", " R&amp;D ", true)] // As the service may encode it.
    [InlineData("externalReferenceId", "R&D", true)]
    [InlineData("externalReferenceId", "", true)]
    [InlineData("engagementId", "b0000000-0000-0000-0000-00000000000b", false)]
    public async Task A_create_is_answered_by_the_referral_that_was_sent(string member, string value, bool isAccepted)
    {
        _service.RespondsWith(HttpStatusCode.Created, With(member, value));
        Referral draft = Drafts.Minimal with { ExternalReferenceId = "R&D", EngagementId = "a0000000-0000-0000-0000-00000000000a" };

        Exception? failure = await Record.ExceptionAsync(() => _service.Client(options => options.ResolveUnknownOutcomes = false)
            .CreateAsync(draft, cancellationToken: Cancellation));

        Assert.Equal(isAccepted, failure is null);
        if (!isAccepted)
        {
            Assert.Contains(
                "it is another referral than the one that was sent", Assert.IsType<ReferralOutcomeUnknownException>(failure).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_null_among_the_records_of_a_projection_is_named()
    {
        _service.RespondsWith(HttpStatusCode.OK, """{ "value": [ { "name": "one" }, null ] }""");

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask());

        Assert.Contains("its item 1 (counted from 0) is null.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "other": { "value": [ {} ] }, "value": [ 1 ], "last": [ { "error": 1 } ] }""", null)]
    [InlineData("""{ "value": [ 1 ] } ]""", "it is not the expected JSON")]
    public async Task A_page_with_items_to_skip_is_read_to_its_end_and_no_further(string body, string? why)
    {
        _service.RespondsWith(HttpStatusCode.OK, body);

        Exception? failure = await Record.ExceptionAsync(() => _service.Client().ListAsync(
            new ReferralQuery { SkipUnreadableItems = true }).ToListAsync(Cancellation).AsTask());

        if (why is null)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Contains(why, Assert.IsType<ReferralsException>(failure).Message, StringComparison.Ordinal);
        }
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

    private static string With(string member, string value)
    {
        JsonNode referral = JsonNode.Parse(ReferralJson.Full)!;
        referral["engagementId"] = "a0000000-0000-0000-0000-00000000000a";
        referral[member] = value;
        return referral.ToJsonString();
    }

    private Task<Referral> GetAsync() => _service.Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

    private Task<Referral> CreateAsync() => _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
}
