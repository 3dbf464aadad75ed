#pragma warning disable PCR001 // What is experimental is tested too.
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what an invitation sends and what it never sends (wire contract 5.2, 5.3).</summary>
public sealed class InviteTests : IDisposable
{
    private readonly MockedService _service = new();

    private static Invitation ToPartner { get; } =
        Invitation.ToPartner("22222222-3333-4444-5555-666666666666", AssistanceRequestCode.GeneralOrOther);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_connected_referral_is_the_skeleton_and_nothing_else()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(
            Compact("""
            {
              "engagementId": "7a1d9e44-0000-4000-8000-0000000000ee",
              "name": "Fabrikam data platform",
              "qualification": "SalesQualified",
              "type": "Shared",
              "target": [ { "type": "BusinessProfileLocation", "id": "msft" } ],
              "customerProfile": {
                "name": "Fabrikam \u0026amp; Sons",
                "address": { "addressLine1": "1 Sample Street", "addressLine2": "", "city": "Sampleton", "postalCode": "12345",
                             "country": "US" },
                "team": [ { "firstName": "Ada", "lastName": "Example", "phoneNumber": "5550100", "email": "ada@fabrikam.example.com" } ],
                "ids": [ { "profileType": "Duns", "id": "000000001" } ]
              },
              "consent": { "consentToToShareInfoWithOthers": true, "consentToContact": true,
                           "consentToShareReferralWithMicrosoftSellers": true },
              "details": {
                "dealValue": 125000.50, "currency": "USD", "closingDateTime": "2024-09-30T00:00:00Z",
                "requirements": { "industries": [], "products": [], "services": [],
                                  "solutions": [ { "id": "SOL-12345-ABC", "type": "Name" } ], "offers": [], "salesPlays": [] }
              },
              "team": [ { "firstName": "Ben", "lastName": "Sample", "phoneNumber": "5550101", "email": "ben@contoso.example.com" } ],
              "inviteContext": { "notes": "please help", "assistanceRequestCode": "ProofOfConceptOrDemo" }
            }
            """),
            Compact(_service.Only.Body!));
    }

    [Fact]
    public async Task Nothing_of_the_deal_that_is_not_named_is_disclosed()
    {
        // Every member of the deal that can hold a text holds a planted one, and every object has unknown members.
        string planted = ReferralJson.FullWith(referral =>
        {
            referral["externalReferenceId"] = "secret-crm";
            referral["campaignId"] = "secret-campaign";
            referral["tags"] = new System.Text.Json.Nodes.JsonArray("secret-tag");
            referral["statusReason"] = "secret-reason";
            referral["salesStage"] = "secret-stage";
            referral["mpnId"] = "secret-mpn";
            referral["unknownMember"] = "secret-unknown";
            referral["details"]!["notes"] = "secret-notes";
            referral["details"]!["unknownMember"] = "secret-unknown";
            referral["details"]!["requirements"]!["solutions"]![0]!["unknownMember"] = "secret-unknown";
            referral["details"]!["requirements"]!["solutions"]![0]!["name"] = "secret-solution-name";
            referral["details"]!["requirements"]!["additionalRequirements"]!["unknownMember"] = "secret-unknown";
            referral["customerProfile"]!["unknownMember"] = "secret-unknown";
            referral["customerProfile"]!["size"] = "secret-size";
            referral["customerProfile"]!["address"]!["unknownMember"] = "secret-unknown";
            referral["customerProfile"]!["team"]![0]!["unknownMember"] = "secret-unknown";
            referral["customerProfile"]!["team"]![0]!["title"] = "secret-title";
            referral["customerProfile"]!["ids"]!.AsArray().Add(
                new System.Text.Json.Nodes.JsonObject { ["profileType"] = "External", ["id"] = "secret-external" });
            referral["consent"]!["unknownMember"] = "secret-unknown";
            referral["team"]![0]!["unknownMember"] = "secret-unknown";
            referral["inviteContext"]!["notes"] = "secret-earlier-invitation";
            referral["trackingInfo"]!["microsoftMsxId"] = "secret-msx";
        });
        Referral deal = JsonSerializer.Deserialize(planted, ReferralsJson.Referral)!;
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(deal, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.DoesNotContain("secret", _service.Only.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_violations_are_reported_together_and_nothing_is_sent()
    {
        Referral hopeless = new() { Status = ReferralStatus.Closed };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(hopeless, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal(
            ["engagementId", "status", "consent/consentToShareReferralWithMicrosoftSellers", "consent/consentToToShareInfoWithOthers",
                "customerProfile/team"],
            refusal.Violations.Select(violation => violation.Path));
        Assert.Equal("invite", refusal.Operation);
        Assert.All(refusal.Violations, violation => Assert.Contains(violation.Rule, refusal.Message, StringComparison.Ordinal));
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("details", "\"none\"", "$.details")]
    [InlineData("details.dealValue", "\"n/a\"", "$.details.dealValue")]
    [InlineData("name", "{}", "$.name")]
    [InlineData("team", "\"none\"", "$.team")]
    [InlineData("customerProfile.team", """[{"email":{}}]""", "$.customerProfile.team[0].email")]
    [InlineData("team", "[7]", "$.team[0]")]
    [InlineData("customerProfile.address", """{"country":{}}""", "$.customerProfile.address.country")]
    public async Task A_value_that_the_invitation_needs_and_that_cannot_be_read_is_named(string member, string json, string path)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue(member, json).Referral).Client()
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client(ClientValidation.None).InviteAsync(deal, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(path, violation.Path);
        Assert.Equal(
            "This value cannot be read by this version, and the invitation would lack it. Set it in the referral that you pass.",
            violation.Rule);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Theory]
    [InlineData("target", "\"microsoft\"", "$.target", true)]
    [InlineData("status", """["Closed"]""", "$.status", true)]
    [InlineData("inviteContext", """["Microsoft"]""", "$.inviteContext", false)]
    [InlineData("organizationId", "{}", "$.organizationId", false)]
    public async Task A_value_that_decides_whether_the_invitation_is_allowed_is_named_if_that_is_checked(
        string member, string json, string path, bool isToMicrosoft)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue(member, json).Referral).Client()
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Invitation invitation = isToMicrosoft ? Drafts.ToMicrosoft : ToPartner;

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(deal, invitation, cancellationToken: Cancellation));
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        await Client(ClientValidation.None).InviteAsync(deal, invitation, cancellationToken: Cancellation);

        Assert.Contains(
            (path, "This value cannot be read by this version, and it decides whether the invitation is allowed."),
            refusal.Violations.Select(violation => (violation.Path, violation.Rule)));
        Assert.Equal(["GET", "POST"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("name", "{}")]
    [InlineData("team", "\"none\"")]
    public async Task A_value_that_the_caller_has_set_is_disclosed_although_it_could_not_be_read(string member, string json)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue(member, json).Referral).Client()
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(
            deal with { Name = "Known", Team = [new Member { FirstName = "Known" }] }, Drafts.ToMicrosoft,
            cancellationToken: Cancellation);

        Assert.Equal("Known", (string?)JsonNode.Parse(_service.Sent[1].Body!)!["name"]);
        Assert.Equal("Known", (string?)JsonNode.Parse(_service.Sent[1].Body!)!["team"]![0]!["firstName"]);
    }

    [Theory]
    [InlineData("tags", """{"a":1}""", true)]
    [InlineData("tags", """{"a":1}""", false)]
    [InlineData("organizationId", "{}", true)]
    [InlineData("team", """[{"firstName":"Ada","contactPreference":7}]""", true)]
    public async Task A_value_that_the_invitation_does_not_need_does_not_prevent_it(string member, string json, bool isToMicrosoft)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue(member, json).Referral).Client()
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(deal, isToMicrosoft ? Drafts.ToMicrosoft : ToPartner, cancellationToken: Cancellation);

        Assert.Equal(["GET", "POST"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task A_consent_that_is_not_there_counts_as_no(bool? consent)
    {
        Referral deal =
            Drafts.Stored with { Consent = Drafts.Stored.Consent! with { ConsentToShareReferralWithMicrosoftSellers = consent } };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(deal, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal(RuleSource.Api, Assert.Single(refusal.Violations).Source);
    }

    [Fact]
    public async Task Rules_of_the_user_interface_can_be_left_to_the_service()
    {
        Referral closed = Drafts.Stored with { Status = ReferralStatus.Closed };
        await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(closed, Drafts.ToMicrosoft, cancellationToken: Cancellation));
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client(ClientValidation.ApiOnly).InviteAsync(closed, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task Without_an_engagement_nothing_is_ever_sent_because_it_would_open_another_one()
    {
        Referral draft = Drafts.Stored with { EngagementId = "", UnreadableMembers = ["$.tags"] };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => Client().InviteAsync(
            draft, Drafts.ToMicrosoft, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal("engagementId", Assert.Single(refusal.Violations).Path);
    }

    [Fact]
    public async Task An_engagement_id_that_is_no_GUID_is_refused_before_anything_is_sent()
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(
                Drafts.Stored with { EngagementId = "planted' or status eq 'New" }, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal("engagementId", violation.Path);
        Assert.StartsWith("The engagement id of the referral is not a GUID.", violation.Rule, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Without_a_call_for_help_no_customer_contact_is_needed()
    {
        Referral deal = Drafts.Stored with { CustomerProfile = Drafts.Stored.CustomerProfile! with { Team = [] } };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(deal, Invitation.ToMicrosoft(AssistanceRequestCode.Unknown), cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Fact]
    public void An_invitation_names_the_kind_of_help_and_never_shows_its_notes()
    {
        Assert.Throws<ArgumentNullException>("assistanceRequestCode", () => Invitation.ToMicrosoft(null!));
        ArgumentException nothing = Assert.Throws<ArgumentException>(
            "assistanceRequestCode", () => Invitation.ToMicrosoft(new AssistanceRequestCode("")));
        Assert.StartsWith(
            "The kind of help must not be empty. Pass one such as AssistanceRequestCode.GeneralOrOther.",
            nothing.Message,
            StringComparison.Ordinal);
        Assert.Equal("Invitation to msft, ProofOfConceptOrDemo", Drafts.ToMicrosoft.ToString());
    }

    public void Dispose() => _service.Dispose();

    // The list before the invitation is tested on its own (OpenInvitationTests).
    private ReferralsClient Client(ClientValidation validation = ClientValidation.All) =>
        _service.Client(options => (options.CheckOpenInvitations, options.ClientValidation) = (false, validation));

    private static string Compact(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
