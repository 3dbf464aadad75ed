using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests connected referrals (wire contract 5.2 and 5.3).</summary>
public sealed class InviteTests
{
    private const string Location = "22222222-3333-4444-5555-666666666666";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_invitation_of_Microsoft_is_a_separate_record_that_expires_in_14_days()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject connected = await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal)));

        Assert.NotEqual(deal["id"]!.GetValue<string>(), connected["id"]!.GetValue<string>());
        Assert.Equal(EngagementOf(deal), EngagementOf(connected));
        Assert.Equal("msft", connected["organizationId"]!.GetValue<string>());
        AssertState(connected, "New", "Pending");
        Assert.Equal("2030-01-16T00:00:00Z", connected["expirationDateTime"]!.GetValue<string>());
        Assert.Null(connected["acceptedDateTime"]);
        Assert.Equal("please help", connected["inviteContext"]!["notes"]!.GetValue<string>());
        Assert.Equal("Contoso", connected["inviteContext"]!["invitedBy"]!["organizationName"]!.GetValue<string>());
        AssertState(client.Emulator.GetReferral(deal["id"]!.GetValue<string>()), "Active", "Accepted");
    }

    [Fact]
    public async Task An_invitation_of_another_partner_starts_the_same_way()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject connected = await client.CreatedAsync(ReferralBodies.Invitation(EngagementOf(deal), Location));

        AssertState(connected, "New", "Pending");
        Assert.Equal("2030-01-16T00:00:00Z", connected["expirationDateTime"]!.GetValue<string>());
        Assert.Null(connected["organizationId"]);
    }

    [Fact]
    public async Task Another_referral_of_yours_may_join_an_engagement()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        JsonObject second = await client.CreatedAsync(ReferralBodies.Deal().With("engagementId", EngagementOf(deal).ToUpperInvariant()));

        Assert.Equal(EngagementOf(deal), EngagementOf(second));
        AssertState(second, "Active", "Accepted");
    }

    [Theory]
    [InlineData("organizationId", "msft")]
    [InlineData("OrganizationId", "MSFT")]
    public async Task At_the_address_of_2018_an_organization_invites_Microsoft(string member, string microsoft)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.SendAsync(
            HttpMethod.Post, client.Emulator.EndpointV1.AbsolutePath, FormOf2018(deal).With(member, microsoft).ToJsonString());

        Assert.Equal(201, answer.Status);
        JsonObject connected = answer.Json;
        Assert.Equal((EngagementOf(deal), "msft", "Microsoft"), (
            EngagementOf(connected), (string?)connected["organizationId"], (string?)connected["organizationName"]));
        AssertState(connected, "New", "Pending");
        Assert.Equal("""[{"type":"BusinessProfileLocation","id":"msft"}]""", connected["target"]!.ToJsonString());
        client.Emulator.AcceptAsMicrosoft(IdOf(connected));
    }

    [Fact]
    public async Task At_the_address_of_today_the_form_of_2018_is_refused_and_target_is_named()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.CreateAsync(FormOf2018(deal).With("organizationId", "msft"));

        Assert.Equal((400, "invalidRequest", "target"), (answer.Status, answer.ErrorCode, answer.Target));
        Assert.Contains("BusinessProfileLocation msft", (string?)answer.Error["message"], StringComparison.Ordinal);
        Assert.Single(client.Emulator.GetReferrals());
    }

    [Theory]
    [InlineData("/v1/referrals")]
    [InlineData("/v1.0/engagements/referrals")]
    public async Task Todays_form_of_an_invitation_works_at_both_addresses(string path)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject invitation = ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal)).With("organizationId", "msft");

        RawResponse answer = await client.SendAsync(HttpMethod.Post, path, invitation.ToJsonString());

        Assert.Equal((201, "msft"), (answer.Status, (string?)answer.Json["organizationId"]));
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 201)]
    public async Task The_consent_for_Microsofts_sellers_can_be_optional_as_in_2019(bool required, int status)
    {
        await using RawClient client = await RawClient.StartAsync(
            new ReferralsEmulatorOptions { RequireSellerConsentForInvitations = required });
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject invitation = ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal));
        invitation["consent"]!.AsObject().Without("consentToShareReferralWithMicrosoftSellers");

        Assert.Equal(status, (await client.CreateAsync(invitation)).Status);
    }

    [Fact]
    public async Task An_invitation_needs_the_type_Shared()
    {
        await AssertRefusedAsync("type", body => body.With("type", "Independent"));
    }

    [Theory]
    [InlineData("consentToToShareInfoWithOthers")]
    [InlineData("consentToShareReferralWithMicrosoftSellers")]
    public async Task An_invitation_of_Microsoft_needs_the_consents(string flag)
    {
        await AssertRefusedAsync($"consent/{flag}", body =>
        {
            body["consent"]![flag] = false;
            return body;
        });
    }

    [Theory]
    [InlineData("firstName")]
    [InlineData("lastName")]
    [InlineData("phoneNumber")]
    [InlineData("email")]
    public async Task An_invitation_of_Microsoft_needs_a_full_customer_contact(string part)
    {
        await AssertRefusedAsync("customerProfile/team", body =>
        {
            body["customerProfile"]!["team"]![0]![part] = " ";
            return body;
        });
    }

    [Fact]
    public async Task An_invitation_needs_a_known_engagement_and_exactly_one_valid_target()
    {
        await AssertRefusedAsync("engagementId", body => body.Without("engagementId"));
        await AssertRefusedAsync("engagementId", body => body.With("engagementId", "00000000-0000-0000-0000-000000000001"));
        await AssertRefusedAsync(
            "target/0/id", body => body.With("target", ReferralBodies.Parse("""[{"type":"BusinessProfileLocation","id":"somewhere"}]""")));
        await AssertRefusedAsync("target", body => body.With("target", ReferralBodies.Parse(
            $$"""[{"type":"BusinessProfileLocation","id":"msft"},{"type":"BusinessProfileLocation","id":"{{Location}}"}]""")));
    }

    [Fact]
    public async Task Microsoft_can_accept_an_invitation()
    {
        await using RawClient client = await StartAsync();
        JsonObject connected = await InviteAsync(client);
        _clock.Advance(TimeSpan.FromHours(1));

        client.Emulator.AcceptAsMicrosoft(IdOf(connected));

        JsonObject now = client.Emulator.GetReferral(IdOf(connected));
        AssertState(now, "Active", "Accepted");
        Assert.Equal("2030-01-02T01:00:00Z", now["acceptedDateTime"]!.GetValue<string>());
        Assert.Equal("2030-01-02T01:00:00Z", now["updatedDateTime"]!.GetValue<string>());
        Assert.Null(now["expirationDateTime"]);
        Assert.NotEqual(connected["eTag"]!.GetValue<string>(), now["eTag"]!.GetValue<string>());
        Assert.Throws<InvalidOperationException>(() => client.Emulator.DeclineAsMicrosoft(IdOf(connected)));
    }

    [Fact]
    public async Task Microsoft_can_decline_an_invitation_with_a_reason()
    {
        await using RawClient client = await StartAsync();
        JsonObject connected = await InviteAsync(client);

        client.Emulator.DeclineAsMicrosoft(IdOf(connected), "no capacity");

        JsonObject now = client.Emulator.GetReferral(IdOf(connected));
        AssertState(now, "Closed", "Declined");
        Assert.Equal("no capacity", now["statusReason"]!.GetValue<string>());
        Assert.Equal("2030-01-02T00:00:00Z", now["closedDateTime"]!.GetValue<string>());
        Assert.Null(now["expirationDateTime"]);
        Assert.Throws<InvalidOperationException>(() => client.Emulator.AcceptAsMicrosoft(IdOf(connected)));
    }

    [Fact]
    public async Task Microsoft_answers_only_its_own_pending_invitations()
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject partner = await client.CreatedAsync(ReferralBodies.Invitation(EngagementOf(deal), Location));

        Assert.Throws<ArgumentException>(() => client.Emulator.AcceptAsMicrosoft("unknown"));
        Assert.Throws<InvalidOperationException>(() => client.Emulator.AcceptAsMicrosoft(IdOf(deal)));
        Assert.Throws<InvalidOperationException>(() => client.Emulator.DeclineAsMicrosoft(IdOf(partner)));
    }

    [Fact]
    public async Task An_unanswered_invitation_expires_after_14_days_and_an_accepted_one_does_not()
    {
        await using RawClient client = await StartAsync();
        string accepted = IdOf(await InviteAsync(client));
        string forgotten = IdOf(await InviteAsync(client));
        client.Emulator.AcceptAsMicrosoft(accepted);

        _clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromTicks(1));
        AssertState(client.Emulator.GetReferral(forgotten), "New", "Pending");
        _clock.Advance(TimeSpan.FromDays(3));

        RawResponse late = await client.GetAsync($"/v1.0/engagements/referrals/{forgotten}");
        AssertState(late.Json, "Closed", "Expired");
        Assert.Equal("2030-01-16T00:00:00Z", late.Json["closedDateTime"]!.GetValue<string>());
        AssertState(client.Emulator.GetReferral(accepted), "Active", "Accepted");
    }

    // Wire contract 5.3.
    private static JsonObject FormOf2018(JsonObject deal) => ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal)).Without("target")
        .With("organizationName", "Microsoft").With("status", "New").With("substatus", "Pending");

    private static async Task<JsonObject> InviteAsync(RawClient client)
    {
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        return await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal)));
    }

    private async Task AssertRefusedAsync(string target, Func<JsonObject, JsonObject> spoil)
    {
        await using RawClient client = await StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());

        RawResponse answer = await client.CreateAsync(spoil(ReferralBodies.InvitationOfMicrosoft(EngagementOf(deal))));

        Assert.Equal(400, answer.Status);
        Assert.Equal(target, answer.Target);
        Assert.Single(client.Emulator.GetReferrals());
    }

    private Task<RawClient> StartAsync() => RawClient.StartAsync(
        new ReferralsEmulatorOptions { TimeProvider = _clock, TokenLifetime = TimeSpan.FromDays(100) });

    private static void AssertState(JsonObject record, string status, string substatus) =>
        Assert.Equal((status, substatus), (record["status"]!.GetValue<string>(), record["substatus"]!.GetValue<string>()));

    private static string IdOf(JsonObject record) => record["id"]!.GetValue<string>();

    private static string EngagementOf(JsonObject record) => record["engagementId"]!.GetValue<string>();
}
