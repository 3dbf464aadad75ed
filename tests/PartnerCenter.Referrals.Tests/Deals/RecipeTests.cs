#pragma warning disable PCR001 // What is experimental is tested too.
using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the request of each kind of deal (wire contract 5.1, 5.2) against documents written by hand.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_private_deal_is_independent_and_shown_to_nobody() =>
        AssertSentAsync(Deal.Private(Terms.Whole), Document("Independent", visible: "false", target: "", attributes: ""));

    [Fact]
    public Task A_partner_led_deal_is_independent_and_shown_to_Microsofts_sellers() =>
        AssertSentAsync(Deal.PartnerLed(Terms.Whole), Document("Independent", visible: "true", target: "", attributes: ""));

    [Fact]
    public Task A_co_sell_deal_is_shared_shown_and_targets_its_catalogue_solutions() => AssertSentAsync(
        Deal.CoSell(Terms.Whole),
        Document("Shared", visible: "true", target: """{ "type": "SolutionProfile", "id": "SOL-12345-ABC" }""", attributes: ""));

    [Fact]
    public Task A_services_deal_is_a_co_sell_deal_with_role_area_and_play() => AssertSentAsync(
        Deal.ServicesCoSell(Terms.Whole, Terms.Services),
        Document(
            "Shared",
            visible: "true",
            target: """{ "type": "SolutionProfile", "id": "SOL-12345-ABC" }""",
            attributes: """
                , { "type": "PartnerRole", "id": "role-27" }
                , { "type": "SolutionArea", "id": "area-27" }
                , { "type": "SolutionPlay", "id": "play-27" }
                """));

    [Fact]
    public Task A_deal_with_a_partner_is_shared_and_not_shown_to_Microsofts_sellers() => AssertSentAsync(
        Deal.PartnerToPartner(Terms.Whole),
        Document("Shared", visible: "false", target: """{ "type": "SolutionProfile", "id": "SOL-12345-ABC" }""", attributes: ""));

    [Fact]
    public void Each_kind_reads_back_as_itself()
    {
        Assert.Equal(ReferralKind.PrivateDeal, Deal.Private(Terms.Whole).Kind);
        Assert.Equal(ReferralKind.PartnerLedDeal, Deal.PartnerLed(Terms.Whole).Kind);
        Assert.Equal(ReferralKind.CoSellDeal, Deal.CoSell(Terms.Whole).Kind);
        Assert.Equal(ReferralKind.ServicesCoSellDeal, Deal.ServicesCoSell(Terms.Whole, Terms.Services).Kind);
        Assert.Equal(ReferralKind.CoSellDeal, Deal.PartnerToPartner(Terms.Whole).Kind);
    }

    [Fact]
    public void A_recipe_makes_a_draft_that_can_be_changed_like_any_other()
    {
        Referral draft = Deal.CoSell(Terms.Whole) with { MpnId = "1234567" };

        Assert.True(draft.IsDraft);
        Assert.Equal("1234567", draft.MpnId);
        Assert.Equal("Referral", draft.ToString());
    }

    [Fact]
    public void Terms_never_show_what_they_hold()
    {
        Assert.Equal("DealTerms", Terms.Whole.ToString());
        Assert.Equal("ServicesCoSellTerms", Terms.Services.ToString());
    }

    [Fact]
    public void A_services_deal_without_its_terms_is_refused_by_name()
    {
        Assert.Throws<ArgumentNullException>("services", () => Deal.ServicesCoSell(Terms.Whole, null!));
        Assert.Throws<ArgumentNullException>("terms", () => Deal.ServicesCoSell(null!, Terms.Services));
    }

    [Fact]
    public void Targets_are_the_catalogue_solutions_in_their_order()
    {
        DealTerms terms = Terms.Whole with
        {
            Solutions =
                [SolutionTag.Catalogue("SOL-2-BBB"), SolutionTag.Category(PredefinedSolution.BigData), SolutionTag.Catalogue("SOL-1-AAA")],
        };

        Assert.Equal(["SOL-2-BBB", "SOL-1-AAA"], Deal.CoSell(terms).Target.Select(target => target.Id));
    }

    public void Dispose() => _service.Dispose();

    private async Task AssertSentAsync(Referral draft, string expected)
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(draft, cancellationToken: Cancellation);

        Assert.Equal("POST https://api.partner.microsoft.com/v1.0/engagements/referrals", $"{_service.Only.Method} {_service.Only.Url}");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(_service.Only.Body!)), "Sent was: " + _service.Only.Body);
    }

    private static string Document(string type, string visible, string target, string attributes) => $$"""
        {
          "name": "Fabrikam data platform",
          "externalReferenceId": "CRM-4711",
          "campaignId": "CAMPAIGN-7",
          "type": "{{type}}",
          "qualification": "SalesQualified",
          "target": [ {{target}} ],
          "customerProfile": {
            "name": "Fabrikam",
            "address": { "addressLine1": "1 Sample Street", "city": "Sampleton", "country": "US" },
            "team": [ { "firstName": "Ada", "lastName": "Example", "phoneNumber": "5550100", "email": "ada@fabrikam.example.com" } ],
            "ids": []
          },
          "consent": {
            "consentToToShareInfoWithOthers": true,
            "consentToContact": true,
            "consentToShareReferralWithMicrosoftSellers": {{visible}}
          },
          "details": {
            "notes": "Our own notes.",
            "dealValue": 25000,
            "currency": "USD",
            "closingDateTime": "2031-01-31T00:00:00Z",
            "requirements": {
              "industries": [], "products": [], "services": [],
              "solutions": [ { "id": "SOL-12345-ABC", "type": "Name" }, { "id": "CloudMigration", "type": "Category" } ],
              "offers": [], "salesPlays": [],
              "additionalRequirements": { "attributes": [ { "type": "CustomerMarketplaceIntent", "id": "HaveNotDecided" } {{attributes}} ] }
            }
          },
          "team": [ { "firstName": "Ben", "lastName": "Sample", "phoneNumber": "5550101", "email": "ben@contoso.example.com" } ]
        }
        """;
}
