#pragma warning disable PCR001 // The tests of what is experimental.
using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests inviting another partner in the form that wire contract 5.3 infers, and from which deals (5.4).</summary>
public sealed class PartnerInvitationTests : IDisposable
{
    private const string Location = "22222222-3333-4444-5555-666666666666";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Invitation ToPartner { get; } = Invitation.ToPartner(
        Location, AssistanceRequestCode.PostSalesCustomerSuccess, "would you run it?");

    // A deal among partners: Microsoft's sellers do not see it.
    private static Referral Stored { get; } = Drafts.Stored with
    {
        Consent = Drafts.Stored.Consent! with { ConsentToShareReferralWithMicrosoftSellers = false },
    };

    [Fact]
    public async Task The_connected_referral_is_that_of_an_invitation_with_the_partners_location_as_target()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(Stored, ToPartner, cancellationToken: Cancellation);

        JsonNode expected = JsonNode.Parse("""
            {
              "engagementId": "7a1d9e44-0000-4000-8000-0000000000ee",
              "name": "Fabrikam data platform",
              "qualification": "SalesQualified",
              "type": "Shared",
              "target": [ { "type": "BusinessProfileLocation", "id": "22222222-3333-4444-5555-666666666666" } ],
              "customerProfile": {
                "name": "Fabrikam &amp; Sons",
                "address": { "addressLine1": "1 Sample Street", "addressLine2": "", "city": "Sampleton", "postalCode": "12345",
                             "country": "US" },
                "team": [ { "firstName": "Ada", "lastName": "Example", "phoneNumber": "5550100", "email": "ada@fabrikam.example.com" } ],
                "ids": [ { "profileType": "Duns", "id": "000000001" } ]
              },
              "consent": { "consentToToShareInfoWithOthers": true, "consentToContact": true,
                           "consentToShareReferralWithMicrosoftSellers": false },
              "details": {
                "dealValue": 125000.50, "currency": "USD", "closingDateTime": "2024-09-30T00:00:00Z",
                "requirements": { "industries": [], "products": [], "services": [],
                                  "solutions": [ { "id": "SOL-12345-ABC", "type": "Name" } ], "offers": [], "salesPlays": [] }
              },
              "team": [ { "firstName": "Ben", "lastName": "Sample", "phoneNumber": "5550101", "email": "ben@contoso.example.com" } ],
              "inviteContext": { "notes": "would you run it?", "assistanceRequestCode": "PostSalesCustomerSuccess" }
            }
            """)!;
        Assert.Equal("POST https://api.partner.microsoft.com/v1.0/engagements/referrals", $"{_service.Only.Method} {_service.Only.Url}");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(_service.Only.Body!)), "Sent was: " + _service.Only.Body);
    }

    [Theory]
    [InlineData("msft")]
    [InlineData("51b0c7d2-0000-4000-8000-0000000000ff")]
    public async Task A_partner_is_not_invited_into_a_deal_that_others_have_started(string inviter)
    {
        Referral incoming = Stored with { InviteContext = new InviteContext { InvitedBy = new InvitedBy { OrganizationId = inviter } } };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(incoming, ToPartner, cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(("inviteContext/invitedBy", RuleSource.UserInterface), (violation.Path, violation.Source));
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("51B0C7D2-0000-4000-8000-00000000000A", "51b0c7d2-0000-4000-8000-00000000000a")] // The organization itself.
    [InlineData("51b0c7d2-0000-4000-8000-0000000000ff", "")] // Whose record it is is not known.
    [InlineData("", "51b0c7d2-0000-4000-8000-00000000000a")]
    public async Task A_deal_counts_as_started_by_others_only_if_its_inviter_is_known_to_be_another(string inviter, string organization)
    {
        Referral deal = Stored with
        {
            OrganizationId = organization,
            InviteContext = new InviteContext { InvitedBy = new InvitedBy { OrganizationId = inviter } },
        };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(deal, ToPartner, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData("Incoming")] // Real records of a partner's own deals say so (wire contract 10 #15).
    [InlineData("Outgoing")]
    public async Task The_owner_of_a_deal_does_not_follow_from_its_direction(string direction)
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().InviteAsync(
            Stored with { Direction = new ReferralDirection(direction) }, ToPartner, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task A_partner_needs_the_consent_to_share_the_contacts(bool? consent)
    {
        Referral deal = Stored with { Consent = Stored.Consent! with { ConsentToShareInfoWithOthers = consent } };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(deal, ToPartner, cancellationToken: Cancellation));

        Assert.Equal("consent/consentToToShareInfoWithOthers", Assert.Single(refusal.Violations).Path);
    }

    [Theory]
    [InlineData("msft")]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData(" 22222222-3333-4444-5555-666666666666")]
    public void A_location_is_a_guid(string locationId)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Invitation.ToPartner(locationId, AssistanceRequestCode.Unknown));

        Assert.Equal("locationId", refusal.ParamName);
        Assert.StartsWith("The id of a business profile location must be a GUID such as 0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invitation_names_the_kind_of_help_and_never_shows_its_notes()
    {
        Assert.Throws<ArgumentNullException>("assistanceRequestCode", () => Invitation.ToPartner(Location, null!));
        Assert.Throws<ArgumentException>("assistanceRequestCode", () => Invitation.ToPartner(Location, new AssistanceRequestCode("")));
        Assert.Equal($"Invitation to {Location}, PostSalesCustomerSuccess", ToPartner.ToString());
    }

    public void Dispose() => _service.Dispose();

    // The list before the invitation is tested on its own (OpenInvitationTests).
    private ReferralsClient Client() => _service.Client(options => options.CheckOpenInvitations = false);
}
