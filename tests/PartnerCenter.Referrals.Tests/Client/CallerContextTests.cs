using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that nothing in the client returns to the caller's synchronization context. A user interface that blocks its thread for a call,
/// against all advice, would otherwise deadlock.
/// </summary>
public sealed class CallerContextTests : IDisposable
{
    private static readonly (HttpStatusCode Status, string? Body) Found = (HttpStatusCode.OK, ReferralJson.Full);
    private static readonly (HttpStatusCode Status, string? Body) NoContent = (HttpStatusCode.NoContent, null);
    private static readonly (HttpStatusCode Status, string? Body) Empty = (HttpStatusCode.OK, """{ "value": [] }""");
    private static readonly (HttpStatusCode Status, string? Body) First =
        (HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full], "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=2"));
    private static readonly (HttpStatusCode Status, string? Body) Unavailable =
        (HttpStatusCode.ServiceUnavailable, """{ "code": "serviceNotAvailable" }""");
    private static readonly (HttpStatusCode Status, string? Body) Created = (HttpStatusCode.Created, ReferralJson.Full);
    private static readonly (HttpStatusCode Status, string? Body) Challenged = (HttpStatusCode.Unauthorized, null);
    private static readonly (HttpStatusCode Status, string? Body) Changed = (HttpStatusCode.PreconditionFailed, null);

    private static readonly ReferralCallOptions Unchecked = new() { ClientValidation = ClientValidation.None };

    private readonly WatchedCaller _caller = new();
    private readonly SlowService _service;

    public CallerContextTests() => _service = new SlowService(_caller);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public Task Not_a_read_that_is_retried() =>
        NeverReturnsAsync([Unavailable, Found], client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_refusal() =>
        NeverReturnsAsync(
            [(HttpStatusCode.BadRequest, """{ "code": "invalidRequest" }""")],
            client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_create_that_is_looked_for() => NeverReturnsAsync(
        [Unavailable, Empty, First, Empty],
        client => client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-1" }, cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_invitation_that_is_looked_for() =>
        NeverReturnsAsync(
            [Empty, Unavailable, Empty, Empty, Empty],
            client => client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_replace_whose_earlier_attempt_may_have_succeeded() =>
        NeverReturnsAsync([Unavailable, Changed, Found], client => client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_patch_that_is_read_after() =>
        NeverReturnsAsync(
            [NoContent, Found],
            client => client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("x"), cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_patch_whose_earlier_attempt_may_have_succeeded() =>
        NeverReturnsAsync(
            [Unavailable, Changed, Found],
            client => client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("x"), cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_update_that_starts_again() => NeverReturnsAsync(
        [Found, Changed, Found, Found],
        client => client.UpdateAsync(ReferralJson.Id, deal => deal with { CampaignId = "x" }, cancellationToken: Cancellation));

    [Fact]
    public Task Not_an_update_that_replaces() =>
        NeverReturnsAsync(
            [Found, Found],
            client => client.UpdateAsync(ReferralJson.Id, deal => deal with { Name = "x" }, cancellationToken: Cancellation));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Not_a_listing(bool readAhead) => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (Referral referral in client.ListAsync(
            new ReferralQuery { ReadAhead = readAhead }, cancellationToken: Cancellation).ConfigureAwait(false))
        {
            Assert.Equal(ReferralJson.Id, referral.Id);
        }
    });

    [Fact]
    public Task Not_a_listing_that_is_left_while_it_reads_ahead() => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (Referral _ in client.ListAsync(
            new ReferralQuery { ReadAhead = true }, cancellationToken: Cancellation).ConfigureAwait(false))
        {
            break;
        }
    });

    [Fact]
    public Task Not_a_reading_of_changes() => NeverReturnsAsync([First, First, Empty], async client =>
    {
        await foreach (ReferralChanges _ in client.ListChangesAsync(
            ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_reading_of_many_changes_of_one_moment() => NeverReturnsAsync([First, First, First, Empty], async client =>
    {
        await foreach (ReferralChanges _ in client.ListChangesAsync(
            ChangeCheckpoint.Beginning, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_listing_of_the_callers_own_records() => NeverReturnsAsync([First, Empty], async client =>
    {
        await foreach (DealLine _ in client.ListAsync(
            null, ProjectionContext.Default.DealLine, cancellationToken: Cancellation).ConfigureAwait(false))
        {
        }
    });

    [Fact]
    public Task Not_a_call_that_is_challenged_for_claims() =>
        NeverReturnsAsync([Challenged, Found], client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

    [Fact]
    public Task Not_a_co_sell_deal() => NeverReturnsAsync(
        [Created, Empty, Created],
        client =>
            client.CreateCoSellAsync(Drafts.Minimal with { Type = ReferralType.Shared }, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_becomes_co_sell() => NeverReturnsAsync(
        [Found, Empty, Created],
        client => client.MakeCoSellAsync(Drafts.Stored with { Consent = new Consent() }, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_Microsoft_sees_already() =>
        NeverReturnsAsync([Empty, Created], client => client.MakeCoSellAsync(Drafts.Stored, Drafts.ToMicrosoft, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_deal_that_becomes_partner_led() => NeverReturnsAsync(
        [Found],
        client => client.MakePartnerLedAsync(
            Drafts.Stored with { Type = ReferralType.Independent, Consent = new Consent() }, Unchecked, Cancellation));

    [Fact]
    public Task Not_a_call_that_waits_with_others() => NeverReturnsAsync([(HttpStatusCode.TooManyRequests, null), Found], async client =>
    {
        try
        {
            await client.GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation).ConfigureAwait(false);
        }
        catch (ReferralsThrottledException)
        {
            await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation).ConfigureAwait(false);
        }
    });

    private async Task NeverReturnsAsync((HttpStatusCode Status, string? Body)[] answers, Func<ReferralsClient, Task> call)
    {
        _service.Script(answers);

        await _caller.NeverReturnsAsync(() => call(_service.Client));

        Assert.Equal(0, _service.AnswersLeft);
    }
}
