using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests deal registration on the wire, its conditions, and lost responses (wire contract 1.7).</summary>
public sealed class DealRegistrationTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Referral, DealRegistration> Refusals => new()
    {
        { "status", WonDeal.Stored with { Status = ReferralStatus.Active, Substatus = ReferralSubstatus.Accepted }, WonDeal.Registration },
        { "status", WonDeal.Stored with { Substatus = ReferralSubstatus.Lost }, WonDeal.Registration },
        { "type", WonDeal.Stored with
        {
            Type = ReferralType.Independent, Consent = new Consent { ConsentToShareReferralWithMicrosoftSellers = false }
        }, WonDeal.Registration },
        { "type", WonDeal.Stored with
        {
            Type = ReferralType.Independent, Qualification = ReferralQualification.Direct
        }, WonDeal.Registration },
        { "closedDateTime", WonDeal.Stored with { ClosedDateTime = WonDeal.Created.AddHours(72).AddTicks(-1) }, WonDeal.Registration },
        { "details/requirements/solutions", WonDeal.Stored with { Details = new ReferralDetails() }, WonDeal.Registration },
        { "registrations", WonDeal.Stored with { Registrations = Drafts.Stored.Registrations }, WonDeal.Registration },
        { "registrations", WonDeal.Stored with { RegistrationStatus = RegistrationStatus.Failed }, WonDeal.Registration },
        { "registrations", WonDeal.Stored with { RegistrationStatus = new RegistrationStatus("closed") }, WonDeal.Registration },
        { "registrations/-/type", WonDeal.Stored, WonDeal.Registration with { Type = null } },
        { "registrations/-/solutionDetails", WonDeal.Stored, WonDeal.Registration with { SolutionDetails = [] } },
        { "registrations/-/solutionDetails/1/id", WonDeal.Stored, WonDeal.Registration with
        {
            SolutionDetails = [WonDeal.Registration.SolutionDetails[0], new RegistrationSolution()]
        } },
    };

    private static Dictionary<string, string> Sentences { get; } = new()
    {
        ["status"] = "Only a deal that is Closed/Won can be registered",
        ["type"] =
            "Only a co-sell or partner-led deal can be registered: one that is Shared or visible to Microsoft's sellers, and not a lead.",
        ["closedDateTime"] = "A deal can be registered only if it was won at least 72 hours after it was created.",
        ["details/requirements/solutions"] = "A deal can be registered only if it has a solution that is eligible for incentives.",
        ["registrations"] =
            "The deal is already registered. Amend the registration while it is ActionRequired; otherwise its status shows the result.",
        ["registrations/-/type"] = "A registration needs a type. RegistrationType.AzureIPCoSell is the only one known.",
        ["registrations/-/solutionDetails"] = "A registration needs at least one solution that was sold.",
        ["registrations/-/solutionDetails/1/id"] = "A solution in a registration needs an id.",
    };

    [Fact]
    public async Task Registering_is_one_addition_under_the_deals_ETag()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral registered = await _service.Client().RegisterDealAsync(
            WonDeal.Stored, WonDeal.Registration with { Status = RegistrationStatus.Approved, RegistrationDateTime = WonDeal.Created },
            cancellationToken: Cancellation);

        Assert.Equal(("PATCH", Item), (_service.Only.Method, _service.Only.Url));
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.Equal(
            """[{"op":"add","path":"/registrations/-","value":{"type":"AzureIPCoSell","contract":{"value":"""
            + """125000,"currency":"USD","startDateTime":"2024-04"""
            + """-01T00:00:00Z","endDateTime":"2027-03-31T00:00:00Z","signDateTime":"2024-03-30T00:00:"""
            + """00Z","term":"Finite"},"solutionDetails":[{"id":"SOL-12345"""
            + """-ABC","value":125000,"currency":"USD","isDeployedOnAzure":true,"primaryDeploymentOn":"Customer","pricingModel":"PayAs"""
            + """YouGo","marketplaceTransactionDetails":{"isMarketplaceTransacted":true,"marketplaceTransactionDateTime":"2024-04-01T07:"""
            + """30:00Z"}}]}}]""",
            _service.Only.Body);
        Assert.Equal(RegistrationStatus.ReviewPending, Assert.Single(registered.Registrations).Status);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refusals))]
    public async Task What_is_missing_is_said_before_anything_leaves(string path, Referral deal, DealRegistration registration)
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().RegisterDealAsync(deal, registration, cancellationToken: Cancellation));

        Assert.Equal((path, RuleSource.UserInterface), (Assert.Single(refusal.Violations).Path, refusal.Violations[0].Source));
        Assert.Equal(Sentences[path], refusal.Violations[0].Rule.Split("; this one is ")[0]);
        Assert.Equal("register deal", refusal.Operation);
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("$.registrations")]
    [InlineData("$.registrations[0].status")]
    [InlineData("$.registrationStatus")]
    public async Task A_deal_that_may_be_registered_already_is_not_registered_again(string unreadable)
    {
        Referral deal = WonDeal.Stored with { RegistrationStatus = null, UnreadableMembers = [unreadable] };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().RegisterDealAsync(deal, WonDeal.Registration, cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(("registrations", RuleSource.UserInterface), (violation.Path, violation.Source));
        Assert.Equal(
            "The registrations of the deal, or their status, cannot be read, so it may be registered already.", violation.Rule);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once()
    {
        Referral deal = WonDeal.Stored with
        {
            Substatus = ReferralSubstatus.Declined,
            Type = ReferralType.Independent,
            Consent = null,
            ClosedDateTime = WonDeal.Created,
            Details = null,
            RegistrationStatus = RegistrationStatus.Passed,
        };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().RegisterDealAsync(
                deal, new DealRegistration { SolutionDetails = [new RegistrationSolution()] }, cancellationToken: Cancellation));

        Assert.Equal(
            [
                "status", "type", "closedDateTime", "details/requirements/solutions", "registrations", "registrations/-/type",
                "registrations/-/solutionDetails/0/id",
            ],
            refusal.Violations.Select(violation => violation.Path));
    }

    [Fact]
    public async Task Partner_led_deals_and_what_this_version_cannot_tell_are_let_through()
    {
        Referral[] deals =
        [
            WonDeal.Stored with { Type = ReferralType.Independent },
            WonDeal.Stored with { Status = new ReferralStatus("Archived") },
            WonDeal.Stored with { Substatus = new ReferralSubstatus("PartlyWon") },
            WonDeal.Stored with { Type = new ReferralType("Joint") },
            WonDeal.Stored with { ClosedDateTime = null },
            WonDeal.Stored with { UnreadableMembers = ["$.tags", "$.team[0]"] },
            WonDeal.Stored with
            {
                Details = new() { Requirements = new() { Solutions = [new SolutionTag(), SolutionTag.Catalogue("SOL-12345-ABC")] } },
            },
            WonDeal.Stored with { RegistrationStatus = null },
            WonDeal.Stored with { RegistrationStatus = new RegistrationStatus("NotYet") },
        ];
        foreach (Referral deal in deals)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
            await _service.Client().RegisterDealAsync(deal, WonDeal.Registration, cancellationToken: Cancellation);
        }

        Assert.Equal(deals.Length, _service.Sent.Count);
    }

    [Theory]
    [InlineData(ClientValidation.ApiOnly)]
    [InlineData(ClientValidation.None)]
    public async Task Known_from_the_user_interface_only_the_conditions_can_be_left_to_the_service(ClientValidation rules)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest).RespondsWith(HttpStatusCode.BadRequest);
        IReferralsClient client = _service.Client(options => options.ClientValidation = rules);

        await Assert.ThrowsAsync<ReferralsException>(
            () => client.RegisterDealAsync(Drafts.Stored, new DealRegistration(), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralsException>(
            () => client.AmendRegistrationAsync(WonDeal.Stored, new RegistrationPatch().ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task A_registration_whose_answer_is_lost_is_found_though_the_service_does_not_show_all_of_it()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full); // The response lacks type and currency (wire contract 10 #25).

        Referral registered = await _service.Client().RegisterDealAsync(
            WonDeal.Stored, WonDeal.Registration, cancellationToken: Cancellation);

        Assert.Single(registered.Registrations);
        Assert.Equal([("PATCH", ReferralJson.ETag), ("PATCH", ReferralJson.ETag), ("GET", "")],
            _service.Sent.Select(request => (request.Method, request.Headers.GetValueOrDefault("If-Match", ""))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registration_that_is_not_found_or_is_another_leaves_the_outcome_unknown(bool another)
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, another
                ? ReferralJson.FullWith(referral => referral["registrations"]![0]!["contract"]!["value"] = 7)
                : ReferralJson.FullWith("registrations", new JsonArray()));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().RegisterDealAsync(WonDeal.Stored, WonDeal.Registration, cancellationToken: Cancellation));

        Assert.Equal(["PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_registration_that_stood_there_before_is_no_proof_of_a_second()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _service.Client().RegisterDealAsync(
            WonDeal.Stored with { Registrations = Drafts.Stored.Registrations }, WonDeal.Registration,
            new() { ClientValidation = ClientValidation.None }, Cancellation));
    }

    [Fact]
    public async Task Malformed_arguments_are_refused_by_name()
    {
        IReferralsClient client = _service.Client();

        Assert.Equal("registration", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.RegisterDealAsync(WonDeal.Stored, Drafts.Stored.Registrations[0], cancellationToken: Cancellation))).ParamName);
        Assert.Equal("referral", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.RegisterDealAsync(Drafts.Minimal, WonDeal.Registration, cancellationToken: Cancellation))).ParamName);
        Assert.Empty(_service.Sent);
    }

    public void Dispose() => _service.Dispose();
}
