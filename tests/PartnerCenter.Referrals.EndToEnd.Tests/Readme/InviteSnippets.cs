using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class InviteSnippets
{
    [Fact]
    public async Task Microsoft_is_invited_and_answers()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        ReferralsEmulator emulator = stage.Emulator;
        Referral draft = Deals.Draft();

        #region invite
        Referral deal = await client.CreateAsync(draft);
        Referral connected = await client.InviteAsync(
            deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."));

        // The two records share one engagement. The connected referral shows Microsoft's answer.
        Console.WriteLine(connected.EngagementId == deal.EngagementId); // True
        Console.WriteLine($"{connected.Status}/{connected.Substatus}"); // New/Pending
        #endregion

        Assert.Equal(deal.EngagementId, connected.EngagementId);
        Assert.Equal("New/Pending", $"{connected.Status}/{connected.Substatus}");

        #region answer
        emulator.AcceptAsMicrosoft(connected.Id); // only the emulator has this method

        Referral answered = await client.GetAsync(connected.Id);
        Console.WriteLine($"{answered.Status}/{answered.Substatus}"); // Active/Accepted
        #endregion

        Assert.Equal("Active/Accepted", $"{answered.Status}/{answered.Substatus}");
    }

    [Fact]
    public async Task The_body_in_the_README_is_what_goes_over_the_wire()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        Referral deal = await stage.Client.CreateAsync(Deals.Draft());
        stage.Emulator.ClearRequests();

        await stage.Client.InviteAsync(
            deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."));

        RecordedRequest sent = Assert.Single(stage.Emulator.Requests, request => request.Method == "POST");
        Assert.Equal("POST /v1.0/engagements/referrals 201", sent.ToString());
        JsonNode body = JsonNode.Parse(sent.Body)!;
        Assert.Equal(deal.EngagementId, body["engagementId"]!.GetValue<string>());
        body["engagementId"] = "<engagementId of the deal>";
        string shown = Assert.Single(
            ReadmeText.Blocks("json", "docs/deals.md"), block => block.Contains("inviteContext", StringComparison.Ordinal));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(shown), body), "docs/deals.md does not show the body that is sent: " + body.ToJsonString());
    }

    [Fact]
    public async Task A_refusal_names_every_rule_that_is_broken()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        Referral draft = Deals.Draft();
        Referral deal = await client.CreateAsync(draft with
        {
            Consent = draft.Consent! with { ConsentToShareReferralWithMicrosoftSellers = false },
            CustomerProfile = draft.CustomerProfile! with { Team = [] },
        });
        Invitation invitation = Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther);
        List<string> paths = [];

        #region rules
        try
        {
            await client.InviteAsync(deal, invitation);
        }
        catch (ReferralValidationException refusal)
        {
            foreach (RuleViolation violation in refusal.Violations)
            {
                paths.Add(violation.Path); // violation.Rule says what is required
            }
        }
        #endregion

        Assert.Equal(["consent/consentToShareReferralWithMicrosoftSellers", "customerProfile/team"], paths);
    }
}
