#pragma warning disable PCR001 // An invitation of a partner is what is refused here.
using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the upgrade from private to partner-led to co-sell, which never goes back (wire contract 5.4).</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Item = "https://api.partner.microsoft.com/v1.0/engagements/referrals/" + ReferralJson.Id;
    private const string Shown = """[{"op":"replace","path":"/consent/consentToShareReferralWithMicrosoftSellers","value":true}]""";
    private const string NewTag = "\"0a00b1c2-0000-0100-0000-65f000000001\"";

    private static readonly string PartnerLedJson = ReferralJson.FullWith(referral =>
    {
        referral["type"] = "Independent";
        referral["eTag"] = NewTag;
    });

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Referral PartnerLed { get; } = Drafts.Stored with { Type = ReferralType.Independent };

    private static Referral Private { get; } =
        PartnerLed with { Consent = PartnerLed.Consent! with { ConsentToShareReferralWithMicrosoftSellers = false } };

    [Fact]
    public async Task A_private_deal_becomes_partner_led_by_one_flag_under_its_ETag()
    {
        _service.RespondsWith(HttpStatusCode.OK, PartnerLedJson);

        Referral now = await _service.Client().MakePartnerLedAsync(Private, cancellationToken: Cancellation);

        AssertShown(_service.Only);
        Assert.Equal((ReferralKind.PartnerLedDeal, NewTag), (now.Kind, now.ETag));
    }

    [Fact]
    public async Task A_partner_led_deal_stays_as_it_is_without_a_request()
    {
        Referral now = await _service.Client().MakePartnerLedAsync(PartnerLed, cancellationToken: Cancellation);

        Assert.Same(PartnerLed, now);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_co_sell_deal_does_not_go_back_and_a_closed_one_stays()
    {
        Referral coSell = Private with { Type = ReferralType.Shared, Status = ReferralStatus.Closed };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().MakePartnerLedAsync(coSell, cancellationToken: Cancellation));

        Assert.Equal(["type", "status"], refusal.Violations.Select(violation => violation.Path));
        Assert.All(refusal.Violations, violation => Assert.Equal(RuleSource.UserInterface, violation.Source));
        Assert.Contains("never back", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("make partner-led", refusal.Operation);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task The_service_decides_about_an_upgrade_where_the_user_interfaces_rules_are_not_checked()
    {
        _service.RespondsWith(HttpStatusCode.OK, PartnerLedJson);

        await _service.Client(options => options.ClientValidation = ClientValidation.ApiOnly)
            .MakePartnerLedAsync(Private with { Status = ReferralStatus.Closed }, cancellationToken: Cancellation);

        AssertShown(_service.Only);
    }

    [Fact]
    public async Task A_private_deal_becomes_co_sell_by_its_flag_and_an_invitation_under_one_correlation_id()
    {
        _service.RespondsWith(HttpStatusCode.OK, PartnerLedJson).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        (Referral deal, _) = await _service.Client().MakeCoSellAsync(Private, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(["PATCH", "GET", "POST"], _service.Sent.Select(sent => sent.Method));
        AssertShown(_service.Sent[0]);
        Assert.Equal("https://api.partner.microsoft.com/v1.0/engagements/referrals", _service.Sent[2].Url);
        Assert.Contains("""
            "type":"Shared","target":[{"type":"BusinessProfileLocation","id":"msft"}]
            """, _service.Sent[2].Body, StringComparison.Ordinal);
        Assert.Single(_service.Sent.Select(sent => sent.Headers["MS-CorrelationId"]).Distinct());
        Assert.Equal(NewTag, deal.ETag);
    }

    [Fact]
    public async Task A_partner_led_deal_becomes_co_sell_by_the_invitation_alone()
    {
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page()).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        (Referral deal, _) = await _service.Client().MakeCoSellAsync(PartnerLed, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(["GET", "POST"], _service.Sent.Select(sent => sent.Method));
        Assert.Same(PartnerLed, deal);
    }

    [Fact]
    public async Task A_deal_is_not_shown_to_anybody_if_the_invitation_would_be_refused()
    {
        Referral lonely = Private with { CustomerProfile = Private.CustomerProfile! with { Team = [] }, Status = ReferralStatus.Closed };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().MakeCoSellAsync(lonely, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal(["status", "customerProfile/team"], refusal.Violations.Select(violation => violation.Path));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task An_invitation_that_is_refused_after_the_deal_was_shown_leaves_the_changed_deal_on_the_exception()
    {
        _service.RespondsWith(
            HttpStatusCode.OK, PartnerLedJson).RespondsWith(HttpStatusCode.OK, FoundRecord.Page()).RespondsWith(
                HttpStatusCode.BadRequest, """{ "error": { "code": "invalidRequest", "message": "m" } }""");

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().MakeCoSellAsync(Private, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.False(incomplete.MayHaveInvited);
        Assert.Equal(NewTag, incomplete.GetDeal().ETag);
    }

    [Fact]
    public async Task An_open_invitation_prevents_a_second_one_after_the_deal_was_shown()
    {
        _service.RespondsWith(HttpStatusCode.OK, PartnerLedJson)
            .RespondsWith(HttpStatusCode.OK, FoundRecord.Page(FoundRecord.Of(Drafts.ToMicrosoft)));

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => _service.Client().MakeCoSellAsync(Private, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.False(incomplete.MayHaveInvited);
        Assert.Equal("target", Assert.Single(Assert.IsType<ReferralValidationException>(incomplete.InnerException).Violations).Path);
        Assert.DoesNotContain(_service.Sent, sent => sent.Method == "POST");
    }

    [Fact]
    public async Task A_colleague_who_was_faster_keeps_the_deal_from_being_shown_and_nobody_is_invited()
    {
        _service.RespondsWith(HttpStatusCode.PreconditionFailed, """{ "error": { "code": "preconditionFailed", "message": "m" } }""");

        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _service.Client().MakeCoSellAsync(Private, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task An_upgrade_to_co_sell_is_for_Microsoft_and_for_deals_that_exist()
    {
        Invitation toPartner = Invitation.ToPartner("22222222-3333-4444-5555-666666666666", AssistanceRequestCode.Unknown);

        ArgumentException partner = await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().MakeCoSellAsync(Private, toPartner, cancellationToken: Cancellation));
        ArgumentException draft = await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().MakeCoSellAsync(Deal.Private(Terms.Whole), Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal(("invitation", "referral"), (partner.ParamName, draft.ParamName));
        Assert.Empty(_service.Sent);
    }

    public void Dispose() => _service.Dispose();

    // wire contract 1.6, 5.4: the flag alone; the type is not among the paths that a patch may name.
    private static void AssertShown(SentRequest sent)
    {
        Assert.Equal($"PATCH {Item}", $"{sent.Method} {sent.Url}");
        Assert.Equal(ReferralJson.ETag, sent.Headers["If-Match"]);
        Assert.Equal(Shown, sent.Body);
    }
}
