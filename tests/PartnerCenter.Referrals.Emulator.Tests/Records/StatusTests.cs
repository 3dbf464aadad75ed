using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests the table of wire contract 4.1 with PATCH and with PUT.</summary>
public sealed class StatusTests
{
    private static readonly string[] Statuses = ["None", "New", "Active", "Closed"];
    private static readonly string[] Substatuses = ["None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired"];

    private static readonly string[] Closed = ["Closed/Won", "Closed/Lost", "Closed/Declined", "Closed/Expired"];

    private static readonly Dictionary<string, string[]> Moves = new()
    {
        ["New/Pending"] = ["New/Pending", "New/Received", "Active/Accepted", .. Closed],
        ["New/Received"] = ["New/Pending", "New/Received", "Active/Accepted", .. Closed],
        ["Active/Accepted"] = ["Active/Accepted", .. Closed],
        ["Closed/Won"] = [],
        ["Closed/Lost"] = [],
        ["Closed/Declined"] = [],
        ["Closed/Expired"] = [],
        ["None/None"] = ["None/None"],
    };

    private static readonly Dictionary<string, string[]> UserInterfaceMoves = new(Moves)
    {
        ["New/Pending"] = ["New/Pending", "New/Received", "Active/Accepted", "Closed/Declined", "Closed/Expired"],
        ["New/Received"] = ["New/Pending", "New/Received", "Active/Accepted", "Closed/Declined", "Closed/Expired"],
        ["Active/Accepted"] = ["Active/Accepted", "Closed/Won", "Closed/Lost"],
    };

    private static readonly Dictionary<string, string[]> DocumentedMoves = new(Moves)
    {
        ["Closed/Won"] = Closed,
        ["Closed/Lost"] = Closed,
        ["Closed/Declined"] = Closed,
        ["Closed/Expired"] = Closed,
    };

    public static TheoryData<string> Starts { get; } = [.. Moves.Keys];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [MemberData(nameof(Starts))]
    public Task Open_referrals_follow_the_documented_table_and_closed_ones_stay_closed(string start) =>
        CheckAsync(new ReferralsEmulatorOptions(), Moves, start);

    [Theory]
    [MemberData(nameof(Starts))]
    public Task The_user_interface_closes_new_referrals_only_as_declined_or_expired(string start) =>
        CheckAsync(new ReferralsEmulatorOptions { EnforceUserInterfaceTransitions = true }, UserInterfaceMoves, start);

    [Theory]
    [MemberData(nameof(Starts))]
    public Task An_option_lets_a_closed_referral_be_closed_otherwise(string start) =>
        CheckAsync(new ReferralsEmulatorOptions { AllowClosedReferralChanges = true }, DocumentedMoves, start);

    [Fact]
    public async Task An_option_lets_a_closed_referral_be_edited()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { AllowClosedReferralChanges = true });
        JsonObject lost = Stored(client, "Closed/Lost");

        JsonObject patched = await client.PatchedAsync(lost.Id(), """[{"op":"replace","path":"/statusReason","value":"Budget"}]""");
        RawResponse put = await client.PutAsync(patched.Changed("name", "late"));

        Assert.Equal((200, "late", "Budget"), (put.Status, (string?)put.Json["name"], (string?)put.Json["statusReason"]));
    }

    private static async Task CheckAsync(ReferralsEmulatorOptions options, Dictionary<string, string[]> moves, string start)
    {
        await using RawClient client = await RawClient.StartAsync(options);
        foreach (string goal in Statuses.SelectMany(status => Substatuses.Select(substatus => $"{status}/{substatus}")))
        {
            JsonObject patched = Stored(client, start);
            RawResponse patch = await client.PatchAsync(patched.Id(), Patch(goal));
            JsonObject replaced = Stored(client, start);
            string[] parts = goal.Split('/');
            RawResponse put = await client.PutAsync(replaced.Changed("status", parts[0]).Changed("substatus", parts[1]));

            bool isAllowed = moves[start].Contains(goal);
            Assert.Equal((start, goal, isAllowed ? 204 : 400, isAllowed ? 200 : 400), (start, goal, patch.Status, put.Status));
            Assert.Equal(isAllowed ? goal : start, client.Emulator.GetReferral(patched.Id()).State());
            Assert.Equal(isAllowed ? goal : start, client.Emulator.GetReferral(replaced.Id()).State());
            if (!isAllowed)
            {
                Assert.Contains(patch.Target, (string[])["status", "substatus"]);
                Assert.Equal(patch.Target, put.Target);
            }
        }
    }

    [Fact]
    public async Task Status_and_substatus_are_validated_together_after_all_operations()
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject alone = Stored(client, "Active/Accepted");
        JsonObject together = Stored(client, "Active/Accepted");

        RawResponse refused = await client.PatchAsync(alone.Id(), """[{"op":"replace","path":"/status","value":"Closed"}]""");
        JsonObject won = await client.PatchedAsync(together.Id(), """
            [{"op":"replace","path":"/substatus","value":"Won"},{"op":"replace","path":"/status","value":"Closed"}]
            """);

        Assert.Equal((400, "substatus"), (refused.Status, refused.Target));
        Assert.Equal("Closed/Won", won.State());
    }

    [Theory]
    [InlineData("Won")]
    [InlineData("Lost")]
    public async Task A_closed_referral_cannot_be_edited(string substatus)
    {
        await using RawClient client = await RawClient.StartAsync();
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject ended = await client.PatchedAsync(deal.Id(), Patch($"Closed/{substatus}"));

        RawResponse patch = await client.PatchAsync(deal.Id(), """[{"op":"replace","path":"/details/notes","value":"late"}]""");
        RawResponse put = await client.PutAsync(ended.Changed("name", "late"));

        Assert.Equal((400, "invalidRequest", "status"), (patch.Status, patch.ErrorCode, patch.Target));
        Assert.Equal((400, "invalidRequest", "status"), (put.Status, put.ErrorCode, put.Target));
        Assert.Equal(ended.Without("@odata.context").ToJsonString(), client.Emulator.GetReferral(deal.Id()).ToJsonString());
    }

    [Fact]
    public async Task The_dates_are_set_with_the_status()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject connected = await client.CreatedAsync(
            ReferralBodies.Invitation(deal["engagementId"]!.GetValue<string>(), "22222222-3333-4444-5555-666666666666"));
        _clock.Advance(TimeSpan.FromDays(1));

        JsonObject received = await client.PatchedAsync(connected.Id(), Patch("New/Received"));
        JsonObject accepted = await client.PatchedAsync(connected.Id(), Patch("Active/Accepted"));
        _clock.Advance(TimeSpan.FromDays(14));
        JsonObject won = await client.PatchedAsync(connected.Id(), Patch("Closed/Won"));

        Assert.Equal(("2030-01-16T00:00:00Z", null, null), Dates(received));
        Assert.Equal((null, "2030-01-03T00:00:00Z", null), Dates(accepted));
        Assert.Equal((null, "2030-01-03T00:00:00Z", "2030-01-17T00:00:00Z"), Dates(won));
    }

    [Fact]
    public async Task An_edited_invitation_still_expires_14_days_after_its_creation()
    {
        await using RawClient client = await RawClient.StartAsync(new ReferralsEmulatorOptions { TimeProvider = _clock });
        JsonObject deal = await client.CreatedAsync(ReferralBodies.Deal());
        JsonObject connected = await client.CreatedAsync(ReferralBodies.InvitationOfMicrosoft(deal["engagementId"]!.GetValue<string>()));
        _clock.Advance(TimeSpan.FromDays(1));
        await client.PatchedAsync(connected.Id(), """[{"op":"replace","path":"/details/notes","value":"a word more"}]""");

        _clock.Advance(TimeSpan.FromDays(13));

        Assert.Equal("Closed/Expired", client.Emulator.GetReferral(connected.Id()).State());
    }

    private static (string? Expiration, string? Accepted, string? Closed) Dates(JsonObject record) =>
        (record["expirationDateTime"]?.GetValue<string>(), record["acceptedDateTime"]?.GetValue<string>(),
            record["closedDateTime"]?.GetValue<string>());

    private static string Patch(string state) => $$"""
        [{"op":"replace","path":"/status","value":"{{state.Split('/')[0]}}"},
         {"op":"replace","path":"/substatus","value":"{{state.Split('/')[1]}}"}]
        """;

    private static JsonObject Stored(RawClient client, string state) => client.Emulator.AddReferral(
        ReferralBodies.Deal().With("status", state.Split('/')[0]).With("substatus", state.Split('/')[1]));
}
