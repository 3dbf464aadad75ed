using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a draft needs (wire contract 3.11), and the source of each rule.</summary>
public sealed class DealRulesTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deal_with_everything_missing_lists_every_rule_it_breaks()
    {
        ReferralValidationException refusal = await RefusedAsync(Deal.ServicesCoSell(Terms.Blank, Terms.BlankServices));

        Assert.Equal(
            [
                ("customerProfile/address/country", RuleSource.Api),
                ("details/requirements/solutions", RuleSource.Api),
                ("name", RuleSource.UserInterface),
                ("team", RuleSource.UserInterface),
                ("customerProfile/name", RuleSource.UserInterface),
                ("customerProfile/address/addressLine1", RuleSource.UserInterface),
                ("customerProfile/address/city", RuleSource.UserInterface),
                ("consent/consentToToShareInfoWithOthers", RuleSource.UserInterface),
                ("details/currency", RuleSource.UserInterface),
                ("details/closingDateTime", RuleSource.UserInterface),
                ("details/requirements/additionalRequirements/attributes", RuleSource.UserInterface),
                ("details/requirements/additionalRequirements/attributes", RuleSource.Api),
                ("details/requirements/additionalRequirements/attributes", RuleSource.Api),
                ("details/requirements/additionalRequirements/attributes", RuleSource.Api),
                ("customerProfile/team", RuleSource.UserInterface),
            ],
            refusal.Violations.Select(violation => (violation.Path, violation.Source)));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task The_rules_of_the_user_interface_alone_are_left_to_the_service_where_only_the_APIs_are_checked()
    {
        ReferralCallOptions api = new() { ClientValidation = ClientValidation.ApiOnly };

        ReferralValidationException refusal = await RefusedAsync(Deal.Private(Terms.Blank), api);
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        await _service.Client().CreateAsync(
            Deal.Private(Terms.Blank with
            {
                CustomerProfile = new CustomerProfile { Address = new Address { Country = "US" } },
                Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
            }),
            api,
            Cancellation);

        Assert.All(refusal.Violations, violation => Assert.Equal(RuleSource.Api, violation.Source));
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("MarketingQualified")]
    public async Task A_lead_needs_no_name_no_value_and_no_team(string qualification)
    {
        Referral lead = new()
        {
            Type = ReferralType.Independent,
            Qualification = new ReferralQualification(qualification),
            CustomerProfile = new CustomerProfile { Address = new Address { Country = "US" } },
            Consent = new Consent { ConsentToContact = true },
            Details = new ReferralDetails
            {
                Requirements = new ReferralRequirements { Solutions = [SolutionTag.Category(PredefinedSolution.BigData)] }
            },
        };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(lead, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_deal_made_by_hand_may_leave_the_marketplace_intent_out()
    {
        Assert.Null(Drafts.Minimal.Details!.Requirements!.AdditionalRequirements);
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData("firstName")]
    [InlineData("lastName")]
    [InlineData("phoneNumber")]
    [InlineData("email")]
    public async Task One_team_member_must_be_reachable_by_name_phone_and_mail(string missing)
    {
        Member ben = Terms.Whole.Team[0];
        Member partly = missing switch
        {
            "firstName" => ben with { FirstName = null },
            "lastName" => ben with { LastName = " " },
            "phoneNumber" => ben with { PhoneNumber = "" },
            _ => ben with { Email = null },
        };

        ReferralValidationException refusal = await RefusedAsync(Deal.Private(Terms.Whole with { Team = [partly] }));
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        await _service.Client().CreateAsync(Deal.Private(Terms.Whole with { Team = [partly, ben] }), cancellationToken: Cancellation);

        Assert.Equal("team", Assert.Single(refusal.Violations).Path);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task Fifty_solutions_and_fifty_members_are_taken_and_one_more_of_each_is_not()
    {
        DealTerms most = Terms.Whole with
        {
            Solutions = [.. Enumerable.Range(1, 50).Select(number => SolutionTag.Catalogue($"SOL-{number}-ABC"))],
            Team = [.. Enumerable.Repeat(Terms.Whole.Team[0], 50)],
        };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(Deal.Private(most), cancellationToken: Cancellation);
        ReferralValidationException refusal = await RefusedAsync(Deal.Private(most with
        {
            Solutions = [.. most.Solutions, SolutionTag.Catalogue("SOL-51-ABC")],
            Team = [.. most.Team, Terms.Whole.Team[0]],
        }));

        Assert.Equal(["team", "details/requirements/solutions"], refusal.Violations.Select(violation => violation.Path));
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData("US dollars")]
    [InlineData("$")]
    [InlineData("12E")]
    public async Task A_currency_is_its_code_of_three_letters(string currency)
    {
        ReferralValidationException refusal = await RefusedAsync(Deal.Private(Terms.Whole with { Currency = currency }));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal("details/currency", violation.Path);
        Assert.DoesNotContain(currency, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_without_a_value_is_refused()
    {
        Referral draft = Deal.Private(Terms.Whole);

        ReferralValidationException refusal = await RefusedAsync(draft with { Details = draft.Details! with { DealValue = null } });

        Assert.Equal("details/dealValue", Assert.Single(refusal.Violations).Path);
    }

    [Fact]
    public async Task A_draft_that_asks_for_help_itself_needs_a_contact_like_an_invitation()
    {
        Referral draft = Deal.CoSell(Terms.Whole with { CustomerProfile = Terms.Whole.CustomerProfile with { Team = [] } }) with
        {
            InviteContext = new InviteContext { AssistanceRequestCode = AssistanceRequestCode.QuotesOrLicensing },
        };

        ReferralValidationException refusal = await RefusedAsync(draft);

        Assert.Equal(
            ("customerProfile/team", RuleSource.Api), refusal.Violations.Select(violation => (violation.Path, violation.Source)).Single());
    }

    [Fact]
    public async Task A_co_sell_draft_without_a_customer_contact_is_refused_before_any_request()
    {
        Member ada = Terms.Whole.CustomerProfile.Team[0];
        DealTerms terms = Terms.Whole with { CustomerProfile = Terms.Whole.CustomerProfile with { Team = [ada with { Email = "" }] } };

        foreach (Referral draft in new[] { Deal.CoSell(terms), Deal.ServicesCoSell(terms, Terms.Services) })
        {
            RuleViolation violation = Assert.Single((await RefusedAsync(draft)).Violations);
            Assert.Equal(("customerProfile/team", RuleSource.UserInterface), (violation.Path, violation.Source));
            Assert.Contains("customer contact with first name, last name, phone", violation.Rule, StringComparison.Ordinal);
        }

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_draft_that_is_shared_with_nobody_of_Microsoft_needs_no_contact()
    {
        DealTerms terms = Terms.Whole with { CustomerProfile = Terms.Whole.CustomerProfile with { Team = [] } };
#pragma warning disable PCR001 // The kind has no customer contact by any rule.
        Referral[] drafts = [Deal.Private(terms), Deal.PartnerLed(terms), Deal.PartnerToPartner(terms)];
#pragma warning restore PCR001
        foreach (Referral draft in drafts)
        {
            _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
            await _service.Client().CreateAsync(draft, cancellationToken: Cancellation);
        }

        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task A_draft_that_asks_for_no_help_needs_no_contact()
    {
        Referral draft = Deal.CoSell(Terms.Whole with { CustomerProfile = Terms.Whole.CustomerProfile with { Team = [] } }) with
        {
            InviteContext = new InviteContext { AssistanceRequestCode = AssistanceRequestCode.Unknown },
        };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(draft, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_draft_outside_of_an_engagement_may_name_a_location()
    {
        Referral lead = Drafts.Minimal with { Target = [ReferralTarget.PartnerLocation("22222222-3333-4444-5555-666666666666")] };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(lead, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task An_invitation_of_a_partner_in_disguise_is_refused_because_it_would_disclose_everything()
    {
        Referral disguised = Drafts.Minimal with
        {
            EngagementId = ReferralJson.EngagementId,
            Target = [ReferralTarget.Solution("SOL-12345-ABC"), ReferralTarget.PartnerLocation("22222222-3333-4444-5555-666666666666")],
        };

        ReferralValidationException refusal = await RefusedAsync(disguised);

        Assert.Equal("target", Assert.Single(refusal.Violations).Path);
    }

    [Fact]
    public async Task Nothing_cannot_be_created()
    {
        ReferralsClient client = _service.Client();

        await Assert.ThrowsAsync<ArgumentNullException>("draft", () => client.CreateAsync(null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "draft", () => client.CreateCoSellAsync(null!, Drafts.ToMicrosoft, cancellationToken: Cancellation));
    }

    public void Dispose() => _service.Dispose();

    private Task<ReferralValidationException> RefusedAsync(Referral draft, ReferralCallOptions? options = null) =>
        Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().CreateAsync(draft, options, Cancellation));
}
