using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests updates of a referral that was read before: no read before the write, and one after each conflict.</summary>
public sealed class UpdateFromRecordTests : IDisposable
{
    private const string Item = "https://api.partner.microsoft.com/v1.0/engagements/referrals/" + ReferralJson.Id;

    private static readonly Referral Current = Read(UpdatedDeal.Json("\"1\"", 100));

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_update_of_a_record_writes_with_its_ETag_and_reads_nothing()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\"", 101));

        Referral now = await _service.Client().UpdateAsync(Current, UpdatedDeal.OneMore, cancellationToken: Cancellation);

        Assert.Equal(("PATCH", Item, "\"1\""), (_service.Only.Method, _service.Only.Url, _service.Only.Headers["If-Match"]));
        Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":101}]""", _service.Only.Body);
        Assert.Equal("\"2\"", now.ETag);
    }

    [Fact]
    public async Task What_cannot_be_patched_is_replaced_with_the_records_unknown_members()
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\""));

        await _service.Client().UpdateAsync(Current, deal => deal with { Name = "New" }, cancellationToken: Cancellation);

        Assert.Equal(("PUT", "\"1\""), (_service.Only.Method, _service.Only.Headers["If-Match"]));
        using JsonDocument sent = JsonDocument.Parse(_service.Only.Body!);
        Assert.Equal("kept", sent.RootElement.GetProperty("details").GetProperty("unknown").GetString());
    }

    [Fact]
    public async Task A_change_that_makes_no_difference_sends_nothing()
    {
        Referral now = await _service.Client().UpdateAsync(
            Current, deal => deal with { Name = deal.Name }, cancellationToken: Cancellation);

        Assert.Same(Current, now);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_conflict_is_followed_by_one_read_and_the_change_of_what_was_read()
    {
        _service.RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"2\"", 200))
            .RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json("\"3\"", 201));

        Referral now = await _service.Client().UpdateAsync(Current, UpdatedDeal.OneMore, cancellationToken: Cancellation);

        Assert.Equal(["PATCH", "GET", "PATCH"], _service.Sent.Select(request => request.Method));
        Assert.Equal("\"2\"", _service.Sent[2].Headers["If-Match"]);
        Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":201}]""", _service.Sent[2].Body);
        Assert.Equal("\"3\"", now.ETag);
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Too_many_conflicts_end_in_an_exception_with_the_referral_as_it_is(int maxConflictRetries)
    {
        for (int i = 0; i <= maxConflictRetries; i++)
        {
            _service.RespondsWith(HttpStatusCode.PreconditionFailed).RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json($"\"{i + 2}\""));
        }

        ReferralConflictException conflict = await Assert.ThrowsAsync<ReferralConflictException>(() => _service.Client().UpdateAsync(
            Current, UpdatedDeal.OneMore, new ReferralCallOptions { MaxConflictRetries = maxConflictRetries }, Cancellation));

        Assert.Equal($"\"{maxConflictRetries + 2}\"", conflict.GetCurrent()?.ETag);
        Assert.Equal("update", conflict.Operation);
        Assert.Equal((maxConflictRetries + 1) * 2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_conflict_after_a_lost_answer_leaves_the_outcome_unknown_and_applies_nothing_again(string method)
    {
        Referral Change(Referral deal) => method == "PATCH" ? UpdatedDeal.OneMore(deal) : UpdatedDeal.OneMore(deal) with { Name = "Older" };
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().UpdateAsync(Current, Change, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.PreconditionFailed, unknown.StatusCode);
        Assert.Equal([method, method], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Everything_that_may_not_be_changed_is_listed_at_once_and_nothing_is_sent()
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().UpdateAsync(
            Current,
            deal => deal with { Direction = ReferralDirection.Outgoing, Type = ReferralType.Shared },
            cancellationToken: Cancellation));

        Assert.Equal("update", refusal.Operation);
        Assert.Equal(["direction", "type"], refusal.Violations.Select(violation => violation.Path).Order());
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_cancelled_update_of_a_record_does_not_run_the_change()
    {
        using CancellationTokenSource caller = new();
        await caller.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _service.Client().UpdateAsync(
            Current, _ => throw new InvalidOperationException("It must not run."), cancellationToken: caller.Token));

        Assert.Equal("The caller cancelled update; it had no effect.", cancelled.Message);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Malformed_arguments_are_refused_by_name()
    {
        ReferralsClient client = _service.Client();

        await Assert.ThrowsAsync<ArgumentNullException>(
            "current", () => client.UpdateAsync((Referral)null!, UpdatedDeal.OneMore, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "current", () => client.UpdateAsync(Drafts.Minimal, UpdatedDeal.OneMore, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "current", () => client.UpdateAsync(Current with { ETag = "" }, UpdatedDeal.OneMore, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "change", () => client.UpdateAsync(Current, null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "change", () => client.UpdateAsync(Current, _ => null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "options",
            () => client.UpdateAsync(Current, UpdatedDeal.OneMore, new ReferralCallOptions { MaxConflictRetries = -1 }, Cancellation));
        Assert.Empty(_service.Sent);
    }

    private static Referral Read(string json) => JsonSerializer.Deserialize(json, ReferralsJson.Referral)!;
}
