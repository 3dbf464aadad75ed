using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the single referrals that tests of other programs start from.</summary>
public sealed class TestReferralTests
{
    private const string Accept = """
        [{"op":"replace","path":"/status","value":"Active"},{"op":"replace","path":"/substatus","value":"Accepted"}]
        """;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));

    public static TheoryData<string, Func<JsonObject>, string> Kinds => new()
    {
        { "lead", () => TestReferrals.Lead(), "New/Pending" },
        { "deal", () => TestReferrals.Deal(), "Active/Accepted" },
        { "invitation", () => TestReferrals.Invitation(), "New/Pending" },
        { "invitation to a deal", () => TestReferrals.Invitation(TestReferrals.Deal()), "New/Pending" },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Kinds))]
    public async Task Each_is_complete_and_its_own_replace_is_accepted(string kind, Func<JsonObject> create, string state)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject complete = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject referral = create();

        JsonObject stored = client.Emulator.AddReferral(referral);
        RawResponse put = await client.PutAsync(stored.Changed("details/notes", "changed"));

        Assert.Equal((kind, state), (kind, stored.State()));
        Assert.Equal(referral.ToJsonString(), stored.ToJsonString());
        Assert.Equal(complete.Without("@odata.context").Select(member => member.Key), referral.Select(member => member.Key));
        Assert.Equal((kind, 200), (kind, put.Status));
        Assert.NotEqual(create().Id(), referral.Id());
        Assert.Matches("^\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"$", referral.Tag());
    }

    [Fact]
    public async Task A_deal_can_be_sent_as_a_create()
    {
        await using RawClient client = await RawClient.StartAsync();

        Assert.Equal("Active/Accepted", (await client.CreatedAsync(TestReferrals.Deal().Without("engagementId"))).State());
    }

    [Fact]
    public async Task An_invitation_to_a_deal_is_answered_by_Microsoft()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deal = client.Emulator.AddReferral(TestReferrals.Deal());
        JsonObject invitation = client.Emulator.AddReferral(TestReferrals.Invitation(deal));

        client.Emulator.AcceptAsMicrosoft(invitation.Id());

        RawResponse engagement = await client.ListAsync($"?$filter=engagementId eq '{(string?)deal["engagementId"]}'");
        Assert.Equal([deal.Id(), invitation.Id()], engagement.Value.Select(record => record.Id()));
        Assert.Equal("Active/Accepted", engagement.Value[1].State());
        Assert.Equal(deal["createdDateTime"]!.ToJsonString(), invitation["createdDateTime"]!.ToJsonString());
    }

    [Fact]
    public async Task A_lead_comes_at_the_time_of_the_clock_and_waits_for_14_days()
    {
        await using RawClient client = await StartAsync();
        JsonObject answered = client.Emulator.AddLead();
        JsonObject forgotten = client.Emulator.AddLead(lead => lead["name"] = "Forgotten");

        await client.PatchedAsync(answered.Id(), Accept);
        _clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromTicks(1));
        string before = client.Emulator.GetReferral(forgotten.Id()).State();
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(("2030-01-02T00:00:00Z", "2030-01-16T00:00:00Z"), (
            (string?)forgotten["createdDateTime"], (string?)forgotten["expirationDateTime"]));
        Assert.Equal("New/Pending", before);
        RawResponse expired = await client.ListAsync("?$filter=substatus eq 'Expired'");
        Assert.Equal("Forgotten", Assert.Single(expired.Names));
        Assert.Equal("Active/Accepted", client.Emulator.GetReferral(answered.Id()).State());
    }

    [Fact]
    public async Task A_lead_that_has_an_answer_already_does_not_expire()
    {
        await using RawClient client = await StartAsync();
        JsonObject lead = client.Emulator.AddLead(lead => (lead["status"], lead["substatus"]) = ("Active", "Accepted"));

        _clock.Advance(TimeSpan.FromDays(15));

        Assert.Equal("Active/Accepted", client.Emulator.GetReferral(lead.Id()).State());
    }

    [Fact]
    public async Task A_lead_with_an_id_that_is_taken_is_refused()
    {
        await using RawClient client = await StartAsync();
        string id = client.Emulator.AddLead().Id();

        Assert.Throws<ArgumentException>(() => client.Emulator.AddLead(lead => lead["id"] = id));
    }

    private Task<RawClient> StartAsync() => RawClient.StartAsync(
        new ReferralsEmulatorOptions { TimeProvider = _clock, TokenLifetime = TimeSpan.FromDays(100) });
}
