using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests texts that are not valid Unicode, such as halves of surrogate pairs, which JSON can hold. Unknown members are kept and sent back,
/// such texts included.
/// </summary>
public sealed class UnreadableTextTests : IDisposable
{
    // As a member's name, as a member's value, and as a name inside an unknown member.
    private const string Unreadable = """
        {
          "id": "3f6b2c1e-0000-4000-8000-000000000001",
          "eTag": "\"1\"",
          "type": "Shared",
          "name": "Platform",
          "customerProfile": { "name": "Fabrikam", "new": "\ud800" },
          "consent": { "consentToContact": true },
          "details": { "dealValue": 1,
                       "requirements": { "offers": [ "\udc00" ], "solutions": [ { "id": "SOL-1", "new": { "\ud800": 1 } } ] } },
          "new": { "\ud800": [ "\udc00\ud800" ], "team@odata.nextLink": "x", "last": 1.00 }
        }
        """;

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_update_sends_only_what_changed_next_to_them()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable).RespondsWith(HttpStatusCode.OK, Unreadable).Client();

        await client.UpdateAsync(
            ReferralJson.Id,
            deal => deal with
            {
                CampaignId = "spring",
                Details = deal.Details! with
                {
                    Requirements = deal.Details.Requirements!
                        with
                    { Solutions = [.. deal.Details.Requirements.Solutions, new SolutionTag { Id = "SOL-2" }] }
                },
            },
            cancellationToken: Cancellation);

        Assert.Equal("PATCH", _service.Sent[1].Method);
        using JsonDocument patch = JsonDocument.Parse(_service.Sent[1].Body!);
        Assert.Equal(
            ["/campaignId", "/details/requirements/solutions/-"],
            patch.RootElement.EnumerateArray().Select(operation => operation.GetProperty("path").GetString()!).Order());
    }

    [Fact]
    public async Task A_replace_sends_them_back_as_they_came_but_not_the_remarks_of_OData()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable).RespondsWith(HttpStatusCode.OK, Unreadable).Client();
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        await client.ReplaceAsync(deal with { Name = "Platform 2" }, cancellationToken: Cancellation);

        string sent = _service.Sent[1].Body!;
        Assert.Contains("""
            "new":{"\ud800":["\udc00\ud800"],"last":1.00}
            """.Trim(), sent, StringComparison.Ordinal);
        Assert.Contains("""
            "new":"\ud800"
            """.Trim(), sent, StringComparison.Ordinal);
        Assert.Contains("""
            "offers":["\udc00"]
            """.Trim(), sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replace_that_cannot_be_compared_with_what_is_there_has_an_unknown_outcome()
    {
        string otherwise = Unreadable.Replace("\\udc00", "\\uDC00", StringComparison.Ordinal);
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable)
            .RespondsWith(
                HttpStatusCode.ServiceUnavailable).RespondsWith(
                    HttpStatusCode.PreconditionFailed).RespondsWith(HttpStatusCode.OK, otherwise).Client();
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Task<Referral> Replace() => client.ReplaceAsync(deal, cancellationToken: Cancellation);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(Replace);
        Assert.Equal(["GET", "PUT", "PUT", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task A_replace_is_proven_by_a_record_with_the_same_bytes()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable)
            .RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, Unreadable).Client();
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(deal, await client.ReplaceAsync(deal, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_patch_that_cannot_be_compared_with_what_is_there_has_an_unknown_outcome()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable)
            .RespondsWith(
                HttpStatusCode.ServiceUnavailable).RespondsWith(
                    HttpStatusCode.PreconditionFailed).RespondsWith(HttpStatusCode.OK, Unreadable).Client();
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        SolutionTag withUnreadableName = JsonSerializer.Deserialize(
            """{ "id": "SOL-1", "new": { "\ud800": 1 } }""", ReferralsJson.ForCreate<SolutionTag>())!;

        Task<Referral> Patch() => client.PatchAsync(
            deal, new ReferralPatch().AddSolution(withUnreadableName), cancellationToken: Cancellation);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(Patch);
    }

    [Fact]
    public async Task An_added_item_with_a_name_that_cannot_be_compared_has_an_unknown_outcome()
    {
        const string item = """{ "id": "SOL-1", "new": { "\ud800": 1 } }""";
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, Unreadable)
            .RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, Unreadable.Replace(item, $"{item}, {item}", StringComparison.Ordinal)).Client();
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        SolutionTag added = JsonSerializer.Deserialize(item, ReferralsJson.ForCreate<SolutionTag>())!;

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.PatchAsync(deal, new ReferralPatch().AddSolution(added), cancellationToken: Cancellation));

        Assert.Equal(["GET", "PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }
}
