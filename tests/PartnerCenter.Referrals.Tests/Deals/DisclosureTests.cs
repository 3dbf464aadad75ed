using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that an invitation discloses all that it needs of a deal, or names what is missing.</summary>
public sealed class DisclosureTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_value_that_an_invitation_discloses_is_named_if_it_cannot_be_read()
    {
        string whole = ReferralJson.FullWith(referral =>
        {
            referral["customerProfile"]!["address"]!["state"] = "S";
            referral["customerProfile"]!["address"]!["region"] = "R";
        });
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, whole).RespondsWith(HttpStatusCode.Created, whole);
        ReferralsClient inviting = service.Client(options => options.CheckOpenInvitations = false);
        await inviting.InviteAsync(
            await inviting.GetAsync(ReferralJson.Id, cancellationToken: Cancellation), Drafts.ToMicrosoft, cancellationToken: Cancellation);
        // What the invitation itself says, and the engagement, which has a rule of its own.
        string[] disclosed = [.. Leaves(JsonNode.Parse(service.Sent[1].Body!)).Select(leaf => leaf.GetPath())
            .Where(path => path is not ("$.engagementId" or "$.type")
                && !path.StartsWith("$.target", StringComparison.Ordinal)
                && !path.StartsWith("$.inviteContext", StringComparison.Ordinal))];
        Assert.Equal(28, disclosed.Length);

        foreach (string path in disclosed)
        {
            JsonNode odd = JsonNode.Parse(whole)!;
            Leaves(odd).Single(leaf => leaf.GetPath() == path).ReplaceWith(new JsonObject());
            Referral deal = await _service.RespondsWith(HttpStatusCode.OK, odd.ToJsonString()).Client()
                .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

            ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
                () => Client().InviteAsync(deal, Drafts.ToMicrosoft, cancellationToken: Cancellation));

            Assert.Equal(path, Assert.Single(refusal.Violations).Path);
        }

        static IEnumerable<JsonNode> Leaves(JsonNode? node) => node switch
        {
            JsonObject owner => owner.SelectMany(member => Leaves(member.Value)),
            JsonArray list => list.SelectMany(Leaves),
            null => [],
            _ => [node],
        };
    }

    [Fact]
    public async Task An_invitation_discloses_what_a_deal_has_and_makes_nothing_up()
    {
        Referral[] deals =
        [
            new() { EngagementId = ReferralJson.EngagementId },
            new() { EngagementId = ReferralJson.EngagementId, CustomerProfile = new(), Consent = new(), Details = new() },
        ];
        foreach (Referral deal in deals)
        {
            _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
            await Client().InviteAsync(deal, Drafts.ToMicrosoft, cancellationToken: Cancellation);
        }

        const string start = $$"""
            {"engagementId":"{{ReferralJson.EngagementId}}","type":"Shared","target":[{"type":"BusinessProfileLocation","id":"msft"}],
            """;
        const string end = """
            "team":[],"inviteContext":{"notes":"please help","assistanceRequestCode":"ProofOfConceptOrDemo"}}
            """;
        const string empty = """
            "customerProfile":{"team":[],"ids":[]},"consent":{},"details":{"requirements":
            {"industries":[],"products":[],"services":[],"solutions":[],"offers":[],"salesPlays":[]}},
            """;
        Assert.Equal(
            [start + end, start + empty.ReplaceLineEndings("") + end], _service.Sent.Select(sent => sent.Body));
    }

    public void Dispose() => _service.Dispose();

    private ReferralsClient Client() => _service.Client(
        options => (options.CheckOpenInvitations, options.ClientValidation) = (false, ClientValidation.None));
}
