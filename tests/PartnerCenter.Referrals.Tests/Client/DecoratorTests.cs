using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that extension methods validate over a decorator as over the client, before the decorator is called.</summary>
public sealed class DecoratorTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly List<string> _audited = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<IReferralsClient, ReferralCallOptions?, Task>> RefusedCalls => new()
    {
        {
            "create co-sell, draft and invitation",
            (client, options) => client.CreateCoSellAsync(Deal.Private(Terms.Blank), Drafts.ToMicrosoft, options, Cancellation)
        },
        { "make partner-led", (client, options) => client.MakePartnerLedAsync(Closed, options, Cancellation) },
        { "make co-sell", (client, options) => client.MakeCoSellAsync(Closed, Drafts.ToMicrosoft, options, Cancellation) },
        {
            "make co-sell, already visible to Microsoft",
            (client, options) => client.MakeCoSellAsync(ClosedAndVisible, Drafts.ToMicrosoft, options, Cancellation)
        },
        { "accept", (client, options) => client.AcceptAsync(Closed, options, Cancellation) },
        { "decline", (client, options) => client.DeclineAsync(Closed, "late", options, Cancellation) },
        { "close as won", (client, options) => client.CloseAsWonAsync(Closed, options, Cancellation) },
        { "close as lost", (client, options) => client.CloseAsLostAsync(Closed, "late", options, Cancellation) },
        { "decline for another reason", (client, options) => client.DeclineAsync(Declined, "late", options, Cancellation) },
        { "close as lost for another reason", (client, options) => client.CloseAsLostAsync(Lost, "late", options, Cancellation) },
        { "advance", (client, options) => client.AdvanceAsync(Closed, SalesStage.Develop, options, Cancellation) },
        { "register deal", (client, options) => client.RegisterDealAsync(Closed, new DealRegistration(), options, Cancellation) },
        {
            "amend registration",
            (client, options) => client.AmendRegistrationAsync(Closed, new RegistrationPatch().ContractValue(1m), options, Cancellation)
        },
    };

    // An expired private deal.
    private static Referral Closed => Drafts.Stored with
    {
        Type = ReferralType.Independent,
        Status = ReferralStatus.Closed,
        Substatus = ReferralSubstatus.Expired,
        Consent = new Consent { ConsentToShareInfoWithOthers = true },
        Registrations = [],
    };

    private static Referral ClosedAndVisible => Closed with
    {
        Consent = new Consent { ConsentToShareReferralWithMicrosoftSellers = true },
        CustomerProfile = new CustomerProfile(),
    };

    private static Referral Declined => Closed with { Substatus = ReferralSubstatus.Declined };

    private static Referral Lost => Closed with { Substatus = ReferralSubstatus.Lost };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(RefusedCalls))]
    public async Task A_decorator_refuses_what_the_client_refuses(string what, Func<IReferralsClient, ReferralCallOptions?, Task> call)
    {
        ReferralsClient client = _service.Client();

        ReferralValidationException plain = await Assert.ThrowsAsync<ReferralValidationException>(() => call(client, null));
        ReferralValidationException decorated = await Assert.ThrowsAsync<ReferralValidationException>(() => call(Decorated(client), null));

        Assert.NotEmpty(what);
        Assert.Equal(plain.Operation, decorated.Operation);
        Assert.Equal(plain.Violations, decorated.Violations);
        Assert.Empty(_audited);
        Assert.Empty(_service.Sent);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(RefusedCalls))]
    public async Task The_validation_of_a_call_goes_before_that_of_the_client(
        string what, Func<IReferralsClient, ReferralCallOptions?, Task> call)
    {
        ReferralsClient lenient = _service.Client(options => options.ClientValidation = ClientValidation.None);

        await Assert.ThrowsAsync<ReferralValidationException>(
            () => call(Decorated(lenient), new ReferralCallOptions { ClientValidation = ClientValidation.All }));

        Assert.NotEmpty(what);
        Assert.Empty(_audited);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task An_invitation_into_a_visible_deal_is_checked_although_the_decorator_drops_the_validation()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        ReferralsClient lenient = _service.Client(options => options.ClientValidation = ClientValidation.None);
        AuditingClient decorator = new(lenient, _audited.Add, passesValidation: false);

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => decorator.MakeCoSellAsync(
            ClosedAndVisible, Drafts.ToMicrosoft, new ReferralCallOptions { ClientValidation = ClientValidation.All }, Cancellation));

        Assert.Equal(
            ["status", "consent/consentToToShareInfoWithOthers", "customerProfile/team"],
            refusal.Violations.Select(violation => violation.Path));
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData(ClientValidation.All)]
    [InlineData(ClientValidation.ApiOnly)]
    [InlineData(ClientValidation.None)]
    public void A_client_shows_its_validation(ClientValidation validation) =>
        Assert.Equal(validation, _service.Client(options => options.ClientValidation = validation).ClientValidation);

    [Fact]
    public async Task A_draft_and_its_invitation_are_refused_together_with_every_violation()
    {
        ReferralsClient client = _service.Client();
        Referral draft = Deal.Private(Terms.Blank);

        ReferralValidationException both = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Decorated(client).CreateCoSellAsync(draft, Drafts.ToMicrosoft, cancellationToken: Cancellation));
        ReferralValidationException alone = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.CreateAsync(draft, cancellationToken: Cancellation));

        Assert.Equal("create co-sell", both.Operation);
        Assert.Subset(both.Violations.ToHashSet(), alone.Violations.ToHashSet());
        Assert.Contains(both.Violations, violation => violation.Path == "consent/consentToShareReferralWithMicrosoftSellers");
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_decorator_sees_each_call_of_a_co_sell_and_keeps_their_correlation_id()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, FoundRecord.Page())
            .RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Decorated(_service.Client()).CreateCoSellAsync(
            Deal.CoSell(Terms.Whole), Drafts.ToMicrosoft, new() { ClientValidation = ClientValidation.None }, Cancellation);

        Assert.Equal(["create", "invite"], _audited);
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Fact]
    public async Task A_decorator_sees_the_operations_of_a_lifecycle_method()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        Referral waiting = Drafts.Stored with { Status = ReferralStatus.New, Substatus = ReferralSubstatus.Pending };

        await Decorated(_service.Client()).AcceptAsync(waiting, cancellationToken: Cancellation);

        Assert.Equal(["patch replace /status, replace /substatus"], _audited);
    }

    [Fact]
    public async Task A_referral_is_read_by_a_Guid_as_by_its_text()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client();

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.GetAsync(Guid.Parse(ReferralJson.Id), cancellationToken: Cancellation);

        Assert.Equal((_service.Sent[0].Method, _service.Sent[0].Url), (_service.Sent[1].Method, _service.Sent[1].Url));
    }

    public void Dispose() => _service.Dispose();

    private AuditingClient Decorated(IReferralsClient client) => new(client, _audited.Add);
}
