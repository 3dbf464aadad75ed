using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests a patch whose response was lost, that was retried and refused with a 412: the record that is read then counts as success only if
/// it proves the write. In doubt the outcome is unknown.
/// </summary>
public sealed class WriteVerifierTests : IDisposable
{
    private static readonly Member Ada = new() { FirstName = "Ada" };
    private static readonly Member Cem = new() { FirstName = "Cem" };

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, ReferralPatch, Func<Referral, Referral>, bool> Fields => new()
    {
        { "notes cleared", new ReferralPatch().Notes(null), deal => deal with { Details = deal.Details! with { Notes = null } }, true },
        { "notes not cleared", new ReferralPatch().Notes(null), deal => deal, false },
        { "notes, and the details are gone", new ReferralPatch().Notes("n"), deal => deal with { Details = null }, false },
        { "notes cleared, and the details are gone", new ReferralPatch().Notes(null), deal => deal with { Details = null }, true },
        { "the team", new ReferralPatch().Team(Ada, Cem), deal => deal with { Team = [Ada with { Title = "Filled in" }, Cem] }, true },
        { "the team, but for its second member", new ReferralPatch().Team(Ada, Cem), deal => deal with { Team = [Ada, Ada] }, false },
        { "the team, with one more", new ReferralPatch().Team(Ada, Cem), deal => deal with { Team = [Ada, Cem, Cem] }, false },
        { "the team, with one less", new ReferralPatch().Team(Ada, Cem), deal => deal with { Team = [Ada] }, false },
        { "a member added", new ReferralPatch().AddTeamMember(Ada), deal => deal with { Team = [.. deal.Team, Ada] }, true },
        {
            "a member added twice",
            new ReferralPatch().AddTeamMember(Ada).AddTeamMember(Ada),
            deal => deal with { Team = [.. deal.Team, Ada] },
            false
        },
        { "a member added by two", new ReferralPatch().AddTeamMember(Ada), deal => deal with { Team = [.. deal.Team, Ada, Ada] }, false },
        {
            "the team replaced, and one added to it",
            new ReferralPatch().Team(Ada).AddTeamMember(Cem),
            deal => deal with { Team = [Ada with { Title = "Filled in" }, Cem] },
            true
        },
        {
            "the team replaced, but the addition is missing",
            new ReferralPatch().Team(Ada).AddTeamMember(Cem),
            deal => deal with { Team = [Ada] },
            false
        },
        {
            "the team replaced, the addition, and one of before",
            new ReferralPatch().Team(Ada).AddTeamMember(Cem),
            deal => deal with { Team = [.. deal.Team, Ada, Cem] },
            false
        },
        {
            "the team replaced after an addition",
            new ReferralPatch().AddTeamMember(Cem).Team(Ada),
            deal => deal with { Team = [Ada] },
            true
        },
        {
            "a field, but not the member",
            new ReferralPatch().Notes("n").AddTeamMember(Ada),
            deal => deal with { Details = deal.Details! with { Notes = "n" } },
            false
        },
        {
            "a member, but not the field",
            new ReferralPatch().Notes("n").AddTeamMember(Ada),
            deal => deal with { Team = [.. deal.Team, Ada] },
            false
        },
    };

    public static TheoryData<string, Func<Referral, Referral>, bool> Replaced => new()
    {
        { "eTag", deal => deal with { ETag = "\"other\"" }, true },
        { "updatedDateTime", deal => deal with { UpdatedDateTime = DateTimeOffset.UnixEpoch }, true },
        { "acceptedDateTime", deal => deal with { AcceptedDateTime = DateTimeOffset.UnixEpoch }, true },
        { "closedDateTime", deal => deal with { ClosedDateTime = DateTimeOffset.UnixEpoch }, true },
        { "expirationDateTime", deal => deal with { ExpirationDateTime = DateTimeOffset.UnixEpoch }, true },
        { "registrationStatus", deal => deal with { RegistrationStatus = new("Planted") }, true },
        { "trackingInfo", deal => deal with { TrackingInfo = new TrackingInfo { MicrosoftMsxId = "planted" } }, true },
        { "links", deal => deal with { Links = new ReferralLinks() }, true },
        { "createdDateTime", deal => deal with { CreatedDateTime = DateTimeOffset.UnixEpoch }, false },
        { "nothing", deal => deal, true },
        { "a value that cannot be read", deal => deal with { UnreadableMembers = ["$.name"] }, false },
    };

    [Theory, MemberData(nameof(Replaced))]
    public void A_replacement_is_proved_by_a_record_that_only_the_service_has_changed(
        string changed, Func<Referral, Referral> change, bool isApplied)
    {
        Referral intended = Drafts.Stored;

        Assert.True(WriteVerifier.IsApplied(change(intended), intended) == isApplied, changed);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Fields))]
    public async Task A_patch_is_taken_for_done_only_if_the_referral_proves_it(
        string what, ReferralPatch changes, Func<Referral, Referral> current, bool isProof)
    {
        Referral read = current(Drafts.Stored) with { ETag = "\"new\"" };
        AnswerIsLost().RespondsWith(HttpStatusCode.OK, JsonSerializer.Serialize(read, ReferralsJson.Referral));

        Task<Referral> Patch() => _service.Client().PatchAsync(Drafts.Stored, changes, cancellationToken: Cancellation);

        if (isProof)
        {
            Assert.Equal("\"new\"", (await Patch()).ETag);
        }
        else
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(Patch)).StatusCode);
        }

        Assert.True(_service.Sent.Count == 3, what);
    }

    [Fact]
    public async Task What_was_added_to_a_list_that_was_not_there_is_found_in_it()
    {
        AnswerIsLost().RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().PatchAsync(
            Drafts.Stored with { Details = null },
            new ReferralPatch().AddSolution(SolutionTag.Catalogue("SOL-12345-ABC")),
            cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, now.Id);
    }

    [Fact]
    public async Task Without_the_earlier_record_the_state_does_not_prove_an_addition()
    {
        Member listed = new() { FirstName = Drafts.Stored.Team[0].FirstName };
        AnswerIsLost().RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(
                ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().AddTeamMember(listed), cancellationToken: Cancellation));

        Assert.Equal(["PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Without_the_earlier_record_an_addition_to_a_replaced_list_is_proven()
    {
        AnswerIsLost().RespondsWith(
            HttpStatusCode.OK, JsonSerializer.Serialize(Drafts.Stored with { Team = [Ada, Cem] }, ReferralsJson.Referral));

        Referral now = await _service.Client().PatchAsync(
            ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().Team(Ada).AddTeamMember(Cem), cancellationToken: Cancellation);

        Assert.Equal([Ada, Cem], now.Team);
    }

    [Theory]
    [InlineData("/registrations/0/status", "ReviewPending", true)]
    [InlineData("/registrations/0/status", "Approved", false)]
    [InlineData("/registrations/1/status", "ReviewPending", false)]
    [InlineData("/registrations/-1/status", "ReviewPending", false)]
    [InlineData("/registrations/first/status", "ReviewPending", false)]
    [InlineData("/name/0", "F", false)]
    public void A_path_into_a_list_holds_only_where_the_list_has_that_item(string path, string value, bool holds)
    {
        ReferralPatchOperation operation = new() { Op = "replace", Path = path, Value = JsonElement.Parse($"\"{value}\"") };

        Assert.Equal(holds, WriteVerifier.IsApplied(Drafts.Stored, null, [operation]));
    }

    [Theory]
    [InlineData("/details/requirements/solutions", "[]", true)]
    [InlineData("/details/requirements/solutions", """[{"id":"SOL-12345-ABC"}]""", false)]
    [InlineData("/name", "[]", false)]
    public void A_record_without_a_list_holds_an_empty_one_and_no_other(string path, string value, bool holds)
    {
        ReferralPatchOperation operation = new() { Op = "replace", Path = path, Value = JsonElement.Parse(value) };

        Assert.Equal(holds, WriteVerifier.IsApplied(Drafts.Stored with { Details = null }, null, [operation]));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_not_taken_for_a_cleared_one_next_to_another_change()
    {
        AnswerIsLost().RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith(record =>
            (record["details"]!["notes"], record["details"]!["dealValue"]) = (new JsonObject(), 1)));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => _service.Client().PatchAsync(
            Drafts.Stored, new ReferralPatch().Notes(null).DealValue(1m), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Cancelling_the_read_after_a_204_says_that_the_patch_was_applied()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(() => CancelledBy(caller));

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: caller.Token));

        Assert.Contains("The patch was applied", cancelled.Message, StringComparison.Ordinal);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_the_read_after_a_412_says_that_the_patch_may_have_taken_effect()
    {
        using CancellationTokenSource caller = new();
        AnswerIsLost().RespondsWith(() => CancelledBy(caller));

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: caller.Token));

        Assert.Contains("the outcome of patch", cancelled.Message, StringComparison.Ordinal);
        Assert.Contains("may have taken effect", cancelled.Message, StringComparison.Ordinal);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
    }

    public void Dispose() => _service.Dispose();

    private static HttpResponseMessage CancelledBy(CancellationTokenSource caller)
    {
        caller.Cancel();
        return MockedService.Response(HttpStatusCode.ServiceUnavailable, null);
    }

    private MockedService AnswerIsLost() =>
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed);
}
