using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the twelve paths of a registration, each with its exact operation and its conditions (wire contract 1.7).</summary>
public sealed class RegistrationAmendmentTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, RegistrationPatch, string> Amendments => new()
    {
        {
            "ContractStartDateTime",
            new RegistrationPatch().ContractStartDateTime(WonDeal.Created),
            "contract/startDateTime|\"2024-03-12T09:15:30.1234567Z\""
        },
        { "ContractEndDateTime", new RegistrationPatch().ContractEndDateTime(null), "contract/endDateTime|null" },
        {
            "ContractSignDateTime",
            new RegistrationPatch().ContractSignDateTime(WonDeal.Created),
            "contract/signDateTime|\"2024-03-12T09:15:30.1234567Z\""
        },
        { "ContractTerm", new RegistrationPatch().ContractTerm(ContractTerm.Perpetual), "contract/term|\"Perpetual\"" },
        { "ContractValue", new RegistrationPatch().ContractValue(1.50m), "contract/value|1.50" },
        { "SolutionValue", new RegistrationPatch().SolutionValue(2m), "solutionDetails/0/value|2" },
        { "SolutionCurrency", new RegistrationPatch().SolutionCurrency("EUR"), "solutionDetails/0/currency|\"EUR\"" },
        { "IsDeployedOnAzure", new RegistrationPatch().IsDeployedOnAzure(false), "solutionDetails/0/isDeployedOnAzure|false" },
        {
            "PrimaryDeploymentOn",
            new RegistrationPatch().PrimaryDeploymentOn(DeploymentOwner.Partner),
            "solutionDetails/0/primaryDeploymentOn|\"Partner\""
        },
        { "PricingModel", new RegistrationPatch().PricingModel(PricingModel.Other), "solutionDetails/0/pricingModel|\"Other\"" },
        {
            "IsMarketplaceTransacted", new RegistrationPatch().IsMarketplaceTransacted(true),
            "solutionDetails/0/marketplaceTransactionDetails/isMarketplaceTransacted|true"
        },
        {
            "MarketplaceTransactionDateTime", new RegistrationPatch().MarketplaceTransactionDateTime(WonDeal.Created),
            "solutionDetails/0/marketplaceTransactionDetails/marketplaceTransactionDateTime|\"2024-03-12T09:15:30.1234567Z\""
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Amendments))]
    public async Task Each_amendment_is_one_operation(string method, RegistrationPatch change, string pathAndValue)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        string[] expected = pathAndValue.Split('|');

        await _service.Client().AmendRegistrationAsync(
            WonDeal.Waiting(RegistrationStatus.ActionRequired), change, cancellationToken: Cancellation);

        // The record never shows the currency of a solution (wire contract 10 #25), and only an add sets a member that is not there.
        string operation = method == "SolutionCurrency" ? "add" : "replace";
        Assert.Equal(
            $$"""[{"op":"{{operation}}","path":"/registrations/0/{{expected[0]}}","value":{{expected[1]}}}]""", _service.Only.Body);
        Assert.Equal(("PATCH", Item, ReferralJson.ETag), (_service.Only.Method, _service.Only.Url, _service.Only.Headers["If-Match"]));
    }

    [Fact]
    public void Every_amendment_is_listed_above_and_they_are_twelve()
    {
        string[] methods = [
            .. typeof(RegistrationPatch).GetMethods().Where(
                method => method.ReturnType == typeof(RegistrationPatch)).Select(method => method.Name).Order()];

        Assert.Equal(methods, Amendments.Select(row => row.Data.Item1).Order());
        Assert.Equal(12, methods.Length);
    }

    [Theory]
    [InlineData("Approved", "The registration is Approved, which is final.")]
    [InlineData("Passed", "The registration is Passed, which is final.")]
    [InlineData("Failed", "The registration is Failed, which is final.")]
    [InlineData("Closed", "The registration is Closed, which is final.")]
    [InlineData("ReviewPending", "A registration can be amended only while it is ActionRequired.")]
    [InlineData("None", "A registration can be amended only while it is ActionRequired.")]
    public async Task Only_what_waits_for_the_partner_can_be_amended(string status, string said)
    {
        ReferralValidationException refusal =
            await Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().AmendRegistrationAsync(
            WonDeal.Waiting(new RegistrationStatus(status)), new RegistrationPatch().ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal(("amend registration", "registrations/0/status"), (refusal.Operation, Assert.Single(refusal.Violations).Path));
        Assert.Equal(said, refusal.Violations[0].Rule);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_registration_in_an_unknown_state_is_left_to_the_service_and_none_is_refused()
    {
        IReferralsClient client = _service.Client();
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await client.AmendRegistrationAsync(
            WonDeal.Waiting(new RegistrationStatus("Reopened")), new RegistrationPatch().ContractValue(1), cancellationToken: Cancellation);
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.AmendRegistrationAsync(WonDeal.Stored, new RegistrationPatch().ContractValue(1), cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(("registrations", "The deal has no registration. Register it first."), (violation.Path, violation.Rule));
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData("$.registrations", true)]
    [InlineData("$.registrations[0]", true)]
    [InlineData("$.registrations[1].solutionDetails[0]", true)]
    [InlineData("$.registrations[0].contract.value", false)]
    [InlineData("$.team[0]", false)]
    [InlineData("$.tags", false)]
    public async Task An_amendment_is_refused_if_its_position_is_not_known(string unreadable, bool isRefused)
    {
        Referral deal = WonDeal.Waiting(RegistrationStatus.ActionRequired) with { UnreadableMembers = [unreadable] };
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Exception? thrown = await Record.ExceptionAsync(() => _service.Client(options => options.ClientValidation = ClientValidation.None)
            .AmendRegistrationAsync(deal, new RegistrationPatch().ContractValue(1), cancellationToken: Cancellation));

        Assert.Equal(isRefused, thrown is ReferralValidationException);
        Assert.Equal(isRefused ? 0 : 1, _service.Sent.Count);
    }

    [Fact]
    public async Task An_amendment_whose_answer_is_lost_is_found_at_its_place()
    {
        static RegistrationPatch To(decimal value) => new RegistrationPatch().ContractValue(value).IsMarketplaceTransacted(true);
        IReferralsClient client = _service.Client();
        LoseAndShow();
        LoseAndShow();

        Referral amended = await client.AmendRegistrationAsync(
            WonDeal.Waiting(RegistrationStatus.ActionRequired), To(125_000m), cancellationToken: Cancellation);
        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () =>
                client.AmendRegistrationAsync(WonDeal.Waiting(RegistrationStatus.ActionRequired), To(9m), cancellationToken: Cancellation));

        Assert.Equal(125_000m, amended.Registrations[0].Contract?.Value);

        void LoseAndShow() =>
            _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
    }

    [Fact]
    public async Task An_amendment_of_nothing_is_refused()
    {
        Assert.Equal("patch", (await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().AmendRegistrationAsync(
            WonDeal.Waiting(RegistrationStatus.ActionRequired), new RegistrationPatch(), cancellationToken: Cancellation))).ParamName);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void A_value_that_names_nothing_is_refused_instead_of_sent_as_an_empty_text()
    {
        RegistrationPatch patch = new();

        Assert.Throws<ArgumentException>("value", () => patch.ContractTerm(new ContractTerm("")));
        Assert.Throws<ArgumentException>("value", () => patch.PrimaryDeploymentOn(new DeploymentOwner("")));
        Assert.Throws<ArgumentException>("value", () => patch.PricingModel(new PricingModel("")));
        Assert.Throws<ArgumentNullException>("value", () => patch.ContractTerm(null!));
        Assert.Throws<ArgumentNullException>("value", () => patch.PrimaryDeploymentOn(null!));
        Assert.Throws<ArgumentNullException>("value", () => patch.PricingModel(null!));

        Assert.Empty(patch.Operations);
    }

    [Fact]
    public void The_text_of_an_amendment_names_paths_and_no_values()
    {
        RegistrationPatch patch = new RegistrationPatch().ContractValue(4711).SolutionValue(4711);

        Assert.Equal(
            "RegistrationPatch (replace /registrations/0/contract/value, replace /registrations/0/solutionDetails/0/value)",
            patch.ToString());
    }

    public void Dispose() => _service.Dispose();
}
