using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests to which engagements participants may be invited (wire contract 5.4).</summary>
public sealed class EngagementTests
{
    private const string Location = "22222222-3333-4444-5555-666666666666";

    [Fact]
    public async Task Nobody_is_invited_into_a_deal_that_has_ended()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject lost = client.Emulator.GetReferral(deal["id"]!.GetValue<string>());
        lost["id"] = Guid.NewGuid().ToString();
        lost["engagementId"] = "00000000-0000-0000-0000-0000000000ee";
        lost["status"] = "Closed";
        lost["substatus"] = "Lost";
        client.Emulator.AddReferral(lost);

        RawResponse microsoft = await client.CreateAsync(ReferralBodies.InvitationOfMicrosoft("00000000-0000-0000-0000-0000000000ee"));
        RawResponse partner = await client.CreateAsync(ReferralBodies.Invitation("00000000-0000-0000-0000-0000000000ee", Location));

        Assert.Equal((400, "engagementId"), (microsoft.Status, microsoft.Target));
        Assert.Equal((400, "engagementId"), (partner.Status, partner.Target));
        Assert.Equal(2, client.Emulator.GetReferrals().Count);
    }

    [Theory]
    [InlineData("""{ "direction": "Incoming" }""", 400)]
    [InlineData(
        """{ "direction": "Incoming", "organizationId": "own", "inviteContext": { "invitedBy": { "organizationId": "msft" } } }""", 400)]
    [InlineData(
        """{ "direction": "Outgoing", "organizationId": "own", "inviteContext": { "invitedBy": { "organizationId": "other" } } }""", 400)]
    // The organization's deals may read Incoming (10 #15).
    [InlineData(
        """{ "direction": "Incoming", "organizationId": "own", "inviteContext": { "invitedBy": { "organizationId": "OWN" } } }""", 201)]
    [InlineData("""{ "direction": "Outgoing" }""", 201)]
    public async Task Partners_are_invited_only_into_deals_that_the_organization_has_started(string record, int status)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject own = ReferralBodies.Parse(record).AsObject()
            .With("status", "Active").With("substatus", "Accepted").With("engagementId", "00000000-0000-0000-0000-0000000000ee");
        client.Emulator.AddReferral(own);

        RawResponse partner = await client.CreateAsync(ReferralBodies.Invitation("00000000-0000-0000-0000-0000000000ee", Location));
        RawResponse microsoft = await client.CreateAsync(ReferralBodies.InvitationOfMicrosoft("00000000-0000-0000-0000-0000000000ee"));

        Assert.Equal(status, partner.Status);
        Assert.Equal(201, microsoft.Status);
    }
}
