using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what the look before an invitation says, and what it does at the end of its time.</summary>
public sealed class InvitationCheckTests : IDisposable
{
    private const string Unsent = "The invitation was not sent, because the engagement could not be listed before it. ";
    private const string Wait = " Wait until it is answered or expires; ListRelatedAsync shows it.";
    private const string Otherwise = " To invite all the same, set CheckOpenInvitations to false.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_page_for_which_no_time_is_left_is_not_requested()
    {
        LooksSlowly("?$skiptoken=2");

        ReferralsTimeoutException failure = await Assert.ThrowsAsync<ReferralsTimeoutException>(
            () => InviteAsync(new ReferralCallOptions { Timeout = Limit }));

        Assert.Equal(Unsent + "No time was left to list page 2.", failure.Message);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_look_that_takes_all_of_the_time_leaves_none_for_the_invitation()
    {
        LooksSlowly(nextLink: null);

        ReferralsTimeoutException failure = await Assert.ThrowsAsync<ReferralsTimeoutException>(
            () => InviteAsync(new ReferralCallOptions { Timeout = Limit }));

        Assert.Equal(Unsent + "It took all of the time; raise Timeout.", failure.Message);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Fact]
    public async Task A_time_limit_out_of_range_is_refused_before_the_look()
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            "options", () => InviteAsync(new ReferralCallOptions { Timeout = TimeSpan.FromMilliseconds(1) }));

        Assert.StartsWith("Timeout must be between 10 milliseconds and one day.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task An_engagement_with_too_many_pages_is_named_as_the_reason()
    {
        for (int page = 2; page <= 6; page++)
        {
            Looks($"?$skiptoken={page}");
        }

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => InviteAsync());

        Assert.Equal(Unsent + "It has more than 5 pages.", failure.Message);
    }

    [Fact]
    public async Task Items_on_two_pages_that_cannot_be_read_prevent_the_invitation()
    {
        Looks("?$skiptoken=2", unreadableItem: true);
        Looks(nextLink: null, unreadableItem: true);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => InviteAsync());

        Assert.Equal(
            Unsent
                + "An item of the list cannot be read, and may be an open invitation to the same participant. To see the others, use "
                + "ListAsync with ReferralFilter.ForEngagement and SkipUnreadableItems." + Otherwise,
            failure.Message);
        Assert.Equal(["GET", "GET"], _service.Sent.Select(request => request.Method));
    }

    public static TheoryData<string, Action<JsonObject>> States => new()
    {
        {
            $"is still open (referral {FoundRecord.Id}) in this engagement." + Wait,
            _ => { }
        },
        {
            $"is still open (referral {FoundRecord.Id}) in this engagement." + Wait,
            open => open["salesStage"] = new JsonObject()
        },
        {
            "is still open in this engagement." + Wait,
            open => open["id"] = "no-id"
        },
        {
            $"may still be open (referral {FoundRecord.Id}) in this engagement: $.target[0].id, $.status of the record cannot be read. "
                + "Look at it in Partner Center.",
            open => (open["target"], open["status"]) =
                (new JsonArray(new JsonObject { ["id"] = new JsonObject() }), new JsonArray("New"))
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(States))]
    public async Task A_refusal_names_the_participant_and_the_state_of_the_open_invitation(string state, Action<JsonObject> change)
    {
        Looks(nextLink: null, records: FoundRecord.Of(Drafts.ToMicrosoft, change));

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => InviteAsync());

        Assert.Equal($"An invitation to msft {state}{Otherwise}", Assert.Single(refusal.Violations).Rule);
    }

    [Fact]
    public async Task A_record_of_another_engagement_prevents_nothing_although_a_value_cannot_be_read()
    {
        Looks(
            nextLink: null,
            records: FoundRecord.Of(Drafts.ToMicrosoft, elsewhere =>
                (elsewhere["engagementId"], elsewhere["salesStage"]) = ("7a1d9e44-0000-4000-8000-0000000000ef", new JsonObject())));
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await InviteAsync();

        Assert.Equal(["GET", "POST"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public void An_invitation_to_two_participants_is_not_open_while_one_to_the_first_of_them_is()
    {
        ReferralTarget partner = new() { Id = "22222222-3333-4444-5555-666666666666" };
        Referral first = Drafts.ToMicrosoft.ConnectedTo(Drafts.Stored);
        Referral both = first with { Target = [ReferralTarget.Microsoft, partner] };

        Assert.False(CreateVerifier.MayBeOpenInvitation(both, first));
        Assert.True(CreateVerifier.MayBeOpenInvitation(first, both));
    }

    [Fact]
    public async Task A_look_without_a_token_ends_the_invitation_with_the_codes_of_Entra()
    {
        ReferralsClient client = _service.Client(options => options.Credential = new RefusedUser(_service.Time));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.StartsWith(Unsent, failure.Message, StringComparison.Ordinal);
        Assert.Equal(("invite", "AADSTS50076", "c-1"), (failure.Operation, failure.EntraErrorCode, failure.EntraCorrelationId));
        Assert.Empty(_service.Sent);
    }

    private Task<Referral> InviteAsync(ReferralCallOptions? options = null) =>
        _service.Client().InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, options, Cancellation);

    private void Looks(string? nextLink, bool unreadableItem = false, params JsonObject[] records)
    {
        string page = FoundRecord.Page(nextLink, records);
        _service.RespondsWith(
            HttpStatusCode.OK,
            unreadableItem ? page.Replace("\"value\":[", "\"value\":[null", StringComparison.Ordinal) : page,
            FoundRecord.Date);
    }

    // Less time is left than the shortest that a request can have.
    private void LooksSlowly(string? nextLink) => _service.RespondsWith(() =>
    {
        _service.Time.Advance(Limit - TimeSpan.FromMilliseconds(5));
        return MockedService.Response(HttpStatusCode.OK, new StringContent(FoundRecord.Page(nextLink)), FoundRecord.Date);
    });

    private sealed class RefusedUser(TimeProvider time) : ReferralsCredential(time)
    {
        private protected override Task<ReferralsAccessToken> RequestAsync(
            ReferralsTokenRequest request, CancellationToken cancellationToken) =>
            throw new ReferralsAuthenticationException("Entra refused.") { EntraErrorCode = "AADSTS50076", EntraCorrelationId = "c-1" };
    }
}
