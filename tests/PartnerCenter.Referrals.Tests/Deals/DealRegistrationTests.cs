using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Deal registration on the wire, its conditions, and its lost answers (wire contract 1.7).</summary>
public sealed class DealRegistrationTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private static readonly DateTimeOffset Created = Drafts.Stored.CreatedDateTime!.Value;

    private static readonly Referral Won = Drafts.Stored with
    {
        Status = ReferralStatus.Closed,
        Substatus = ReferralSubstatus.Won,
        ClosedDateTime = Created.AddHours(72),
        RegistrationStatus = RegistrationStatus.None,
        Registrations = [],
    };

    private static readonly DealRegistration Registration = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        Contract = new RegistrationContract
        {
            Value = 125_000m,
            Currency = "USD",
            StartDateTime = new DateTimeOffset(2024, 4, 1, 2, 0, 0, TimeSpan.FromHours(2)),
            EndDateTime = new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero),
            SignDateTime = new DateTimeOffset(2024, 3, 30, 0, 0, 0, TimeSpan.Zero),
            Term = ContractTerm.Finite,
        },
        SolutionDetails =
        [
            new RegistrationSolution
            {
                Id = "SOL-12345-ABC",
                Value = 125_000m,
                Currency = "USD",
                IsDeployedOnAzure = true,
                PrimaryDeploymentOn = DeploymentOwner.Customer,
                PricingModel = PricingModel.PayAsYouGo,
                MarketplaceTransactionDetails = new MarketplaceTransactionDetails
                {
                    IsMarketplaceTransacted = true,
                    MarketplaceTransactionDateTime = new DateTimeOffset(2024, 4, 1, 7, 30, 0, TimeSpan.Zero),
                },
            },
        ],
    };

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Referral, DealRegistration> Refusals => new()
    {
        { "status", Won with { Status = ReferralStatus.Active, Substatus = ReferralSubstatus.Accepted }, Registration },
        { "status", Won with { Substatus = ReferralSubstatus.Lost }, Registration },
        { "type", Won with { Type = ReferralType.Independent, Consent = new Consent { ConsentToShareReferralWithMicrosoftSellers = false } }, Registration },
        { "type", Won with { Type = ReferralType.Independent, Qualification = ReferralQualification.Direct }, Registration },
        { "closedDateTime", Won with { ClosedDateTime = Created.AddHours(72).AddTicks(-1) }, Registration },
        { "details/requirements/solutions", Won with { Details = new ReferralDetails() }, Registration },
        { "registrations", Won with { Registrations = Drafts.Stored.Registrations }, Registration },
        { "registrations", Won with { RegistrationStatus = RegistrationStatus.Failed }, Registration },
        { "registrations", Won with { RegistrationStatus = new RegistrationStatus("closed") }, Registration },
        { "registrations/-/type", Won, Registration with { Type = null } },
        { "registrations/-/solutionDetails", Won, Registration with { SolutionDetails = [] } },
        { "registrations/-/solutionDetails/1/id", Won, Registration with { SolutionDetails = [Registration.SolutionDetails[0], new RegistrationSolution()] } },
    };

    public static TheoryData<string, Action<RegistrationPatch>, string> Amendments => new()
    {
        { "ContractStartDateTime", patch => patch.ContractStartDateTime(Created), "contract/startDateTime|\"2024-03-12T09:15:30.1234567Z\"" },
        { "ContractEndDateTime", patch => patch.ContractEndDateTime(null), "contract/endDateTime|null" },
        { "ContractSignDateTime", patch => patch.ContractSignDateTime(Created), "contract/signDateTime|\"2024-03-12T09:15:30.1234567Z\"" },
        { "ContractTerm", patch => patch.ContractTerm(ContractTerm.Perpetual), "contract/term|\"Perpetual\"" },
        { "ContractValue", patch => patch.ContractValue(1.50m), "contract/value|1.50" },
        { "SolutionValue", patch => patch.SolutionValue(2m), "solutionDetails/0/value|2" },
        { "SolutionCurrency", patch => patch.SolutionCurrency("EUR"), "solutionDetails/0/currency|\"EUR\"" },
        { "IsDeployedOnAzure", patch => patch.IsDeployedOnAzure(false), "solutionDetails/0/isDeployedOnAzure|false" },
        { "PrimaryDeploymentOn", patch => patch.PrimaryDeploymentOn(DeploymentOwner.Partner), "solutionDetails/0/primaryDeploymentOn|\"Partner\"" },
        { "PricingModel", patch => patch.PricingModel(PricingModel.Other), "solutionDetails/0/pricingModel|\"Other\"" },
        {
            "IsMarketplaceTransacted", patch => patch.IsMarketplaceTransacted(true),
            "solutionDetails/0/marketplaceTransactionDetails/isMarketplaceTransacted|true"
        },
        {
            "MarketplaceTransactionDateTime", patch => patch.MarketplaceTransactionDateTime(Created),
            "solutionDetails/0/marketplaceTransactionDetails/marketplaceTransactionDateTime|\"2024-03-12T09:15:30.1234567Z\""
        },
    };

    [Fact]
    public async Task Registering_is_one_addition_under_the_deals_ETag()
    {
        _service.Answers(HttpStatusCode.OK, ReferralJson.Full);

        Referral registered = await _service.Client().RegisterDealAsync(
            Won, Registration with { Status = RegistrationStatus.Approved, RegistrationDateTime = Created }, cancellationToken: Cancellation);

        Assert.Equal(("PATCH", Item), (_service.Only.Method, _service.Only.Url));
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.Equal(
            """[{"op":"add","path":"/registrations/-","value":{"type":"AzureIPCoSell","contract":{"value":125000,"currency":"USD","startDateTime":"2024-04"""
            + """-01T00:00:00Z","endDateTime":"2027-03-31T00:00:00Z","signDateTime":"2024-03-30T00:00:00Z","term":"Finite"},"solutionDetails":[{"id":"SOL-12345"""
            + """-ABC","value":125000,"currency":"USD","isDeployedOnAzure":true,"primaryDeploymentOn":"Customer","pricingModel":"PayAs"""
            + """YouGo","marketplaceTransactionDetails":{"isMarketplaceTransacted":true,"marketplaceTransactionDateTime":"2024-04-01T07:30:00Z"}}]}}]""",
            _service.Only.Body);
        Assert.Equal(RegistrationStatus.ReviewPending, Assert.Single(registered.Registrations).Status);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refusals))]
    public async Task What_is_missing_is_said_before_anything_leaves(string path, Referral deal, DealRegistration registration)
    {
        ReferralRuleException refusal = await Assert.ThrowsAsync<ReferralRuleException>(
            () => _service.Client().RegisterDealAsync(deal, registration, cancellationToken: Cancellation));

        Assert.Equal((path, RuleSource.UserInterface), (Assert.Single(refusal.Violations).Path, refusal.Violations[0].Source));
        Assert.Equal("register deal", refusal.Operation);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once()
    {
        Referral deal = Won with
        {
            Substatus = ReferralSubstatus.Declined,
            Type = ReferralType.Independent,
            Consent = null,
            ClosedDateTime = Created,
            Details = null,
            RegistrationStatus = RegistrationStatus.Passed,
        };

        ReferralRuleException refusal = await Assert.ThrowsAsync<ReferralRuleException>(
            () => _service.Client().RegisterDealAsync(deal, new DealRegistration { SolutionDetails = [new RegistrationSolution()] }, cancellationToken: Cancellation));

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
            Won with { Type = ReferralType.Independent },
            Won with { Status = new ReferralStatus("Archived") },
            Won with { Substatus = new ReferralSubstatus("PartlyWon") },
            Won with { Type = new ReferralType("Joint") },
            Won with { ClosedDateTime = null },
            Won with { RegistrationStatus = null },
            Won with { RegistrationStatus = new RegistrationStatus("NotYet") },
        ];
        foreach (Referral deal in deals)
        {
            _service.Answers(HttpStatusCode.OK, ReferralJson.Full);
            await _service.Client().RegisterDealAsync(deal, Registration, cancellationToken: Cancellation);
        }

        Assert.Equal(deals.Length, _service.Sent.Count);
    }

    [Theory]
    [InlineData(LocalRules.Api)]
    [InlineData(LocalRules.None)]
    public async Task Known_from_the_user_interface_only_the_conditions_can_be_left_to_the_service(LocalRules rules)
    {
        _service.Answers(HttpStatusCode.BadRequest).Answers(HttpStatusCode.BadRequest);
        IReferralsClient client = _service.Client(options => options.LocalRules = rules);

        await Assert.ThrowsAsync<ReferralsException>(() => client.RegisterDealAsync(Drafts.Stored, new DealRegistration(), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralsException>(
            () => client.AmendRegistrationAsync(Won, registration => registration.ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Amendments))]
    public async Task Each_amendment_is_one_operation(string method, Action<RegistrationPatch> change, string pathAndValue)
    {
        _service.Answers(HttpStatusCode.OK, ReferralJson.Full);
        string[] expected = pathAndValue.Split('|');

        await _service.Client().AmendRegistrationAsync(Waiting(RegistrationStatus.ActionRequired), change, cancellationToken: Cancellation);

        Assert.Equal($$"""[{"op":"replace","path":"/registrations/0/{{expected[0]}}","value":{{expected[1]}}}]""", _service.Only.Body);
        Assert.Equal(("PATCH", Item, ReferralJson.ETag), (_service.Only.Method, _service.Only.Url, _service.Only.Headers["If-Match"]));
        Assert.NotEmpty(method);
    }

    [Fact]
    public void Every_amendment_is_listed_above_and_they_are_twelve()
    {
        string[] methods = [.. typeof(RegistrationPatch).GetMethods().Where(method => method.ReturnType == typeof(RegistrationPatch)).Select(method => method.Name).Order()];

        Assert.Equal(methods, Amendments.Select(row => row.Data.Item1).Order());
        Assert.Equal(12, methods.Length);
    }

    [Theory]
    [InlineData("Approved", "final")]
    [InlineData("Passed", "final")]
    [InlineData("Failed", "final")]
    [InlineData("Closed", "final")]
    [InlineData("ReviewPending", "only while it is ActionRequired")]
    [InlineData("None", "only while it is ActionRequired")]
    public async Task Only_what_waits_for_the_partner_can_be_amended(string status, string said)
    {
        ReferralRuleException refusal = await Assert.ThrowsAsync<ReferralRuleException>(() => _service.Client().AmendRegistrationAsync(
            Waiting(new RegistrationStatus(status)), registration => registration.ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal(("amend registration", "registrations/0/status"), (refusal.Operation, Assert.Single(refusal.Violations).Path));
        Assert.Contains(said, refusal.Violations[0].Rule, StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_registration_in_an_unknown_state_is_left_to_the_service_and_none_is_refused()
    {
        IReferralsClient client = _service.Client();
        _service.Answers(HttpStatusCode.OK, ReferralJson.Full);

        await client.AmendRegistrationAsync(Waiting(new RegistrationStatus("Reopened")), registration => registration.ContractValue(1), cancellationToken: Cancellation);
        ReferralRuleException refusal = await Assert.ThrowsAsync<ReferralRuleException>(
            () => client.AmendRegistrationAsync(Won, registration => registration.ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal("registrations", Assert.Single(refusal.Violations).Path);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_registration_whose_answer_is_lost_is_found_though_the_service_does_not_show_all_of_it()
    {
        _service.Breaks(new HttpRequestException(HttpRequestError.ResponseEnded)).Answers(HttpStatusCode.PreconditionFailed)
            .Answers(HttpStatusCode.OK, ReferralJson.Full); // Without type and currency (wire contract 10 #25).

        Referral registered = await _service.Client().RegisterDealAsync(Won, Registration, cancellationToken: Cancellation);

        Assert.Single(registered.Registrations);
        Assert.Equal([("PATCH", ReferralJson.ETag), ("PATCH", ReferralJson.ETag), ("GET", "")],
            _service.Sent.Select(request => (request.Method, request.Headers.GetValueOrDefault("If-Match", ""))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registration_that_is_not_found_or_is_another_leaves_the_outcome_unknown(bool another)
    {
        _service.Breaks(new HttpRequestException(HttpRequestError.ResponseEnded)).Answers(HttpStatusCode.PreconditionFailed)
            .Answers(HttpStatusCode.OK, another
                ? ReferralJson.FullWith(referral => referral["registrations"]![0]!["contract"]!["value"] = 7)
                : ReferralJson.FullWith("registrations", new JsonArray()));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _service.Client().RegisterDealAsync(Won, Registration, cancellationToken: Cancellation));

        Assert.Equal(["PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_registration_that_stood_there_before_is_no_proof_of_a_second()
    {
        _service.Breaks(new HttpRequestException(HttpRequestError.ResponseEnded)).Answers(HttpStatusCode.PreconditionFailed)
            .Answers(HttpStatusCode.OK, ReferralJson.Full);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _service.Client().RegisterDealAsync(
            Won with { Registrations = Drafts.Stored.Registrations }, Registration, new() { LocalRules = LocalRules.None }, Cancellation));
    }

    [Fact]
    public async Task An_amendment_whose_answer_is_lost_is_found_at_its_place()
    {
        static Action<RegistrationPatch> To(decimal value) => registration => registration.ContractValue(value).IsMarketplaceTransacted(true);
        IReferralsClient client = _service.Client();
        LoseAndShow();
        LoseAndShow();

        Referral amended = await client.AmendRegistrationAsync(Waiting(RegistrationStatus.ActionRequired), To(125_000m), cancellationToken: Cancellation);
        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.AmendRegistrationAsync(Waiting(RegistrationStatus.ActionRequired), To(9m), cancellationToken: Cancellation));

        Assert.Equal(125_000m, amended.Registrations[0].Contract?.Value);

        void LoseAndShow() => _service.Breaks(new HttpRequestException(HttpRequestError.ResponseEnded)).Answers(HttpStatusCode.PreconditionFailed)
            .Answers(HttpStatusCode.OK, ReferralJson.Full);
    }

    [Fact]
    public async Task Malformed_arguments_are_refused_by_name()
    {
        IReferralsClient client = _service.Client();

        Assert.Equal("registration", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.RegisterDealAsync(Won, Drafts.Stored.Registrations[0], cancellationToken: Cancellation))).ParamName);
        Assert.Equal("changes", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.AmendRegistrationAsync(Waiting(RegistrationStatus.ActionRequired), _ => { }, cancellationToken: Cancellation))).ParamName);
        Assert.Equal("referral", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.RegisterDealAsync(Drafts.Minimal, Registration, cancellationToken: Cancellation))).ParamName);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task The_text_of_an_amendment_names_paths_and_no_values()
    {
        _service.Answers(HttpStatusCode.OK, ReferralJson.Full);
        string? text = null;

        await _service.Client().AmendRegistrationAsync(
            Waiting(RegistrationStatus.ActionRequired), registration => text = registration.ContractValue(4711).ToString(), cancellationToken: Cancellation);

        Assert.Equal("RegistrationPatch (replace /registrations/0/contract/value)", text);
    }

    public void Dispose() => _service.Dispose();

    private static Referral Waiting(RegistrationStatus status) => Won with
    {
        RegistrationStatus = status,
        Registrations = [Drafts.Stored.Registrations[0] with { Status = status }],
    };
}
