#pragma warning disable PCR001 // What is experimental is tested too.
using System.Net;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests deals, invitations and upgrades against the emulator, which implements the contract independently.</summary>
public sealed class DealTests : IAsyncLifetime
{
    private const string Location = "22222222-3333-4444-5555-666666666666";

    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Invitation ToPartner { get; } = Invitation.ToPartner(Location, AssistanceRequestCode.QuotesOrLicensing, "please quote");

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        _client = Deals.ClientOf(_emulator);
    }

    public static TheoryData<ReferralKind, Referral> Kinds => new()
    {
        { ReferralKind.PrivateDeal, Deal.Private(Terms.Whole) },
        { ReferralKind.PartnerLedDeal, Deal.PartnerLed(Terms.Whole) },
        { ReferralKind.CoSellDeal, Deal.CoSell(Terms.Whole) },
        { ReferralKind.ServicesCoSellDeal, Deal.ServicesCoSell(Terms.Whole, Terms.Services) },
        { ReferralKind.CoSellDeal, Deal.PartnerToPartner(Terms.Whole) },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Kinds))]
    public async Task Each_kind_of_deal_is_accepted_and_read_back_as_that_kind(ReferralKind kind, Referral draft)
    {
        Referral deal = await _client.CreateAsync(draft, cancellationToken: Cancellation);
        Referral read = await _client.GetAsync(deal.Id, cancellationToken: Cancellation);

        Assert.Equal((ReferralStatus.Active, ReferralSubstatus.Accepted, kind), (read.Status, read.Substatus, read.Kind));
        Assert.Equal(draft.Target, read.Target);
        Assert.Equal(
            draft.Details!.Requirements!.AdditionalRequirements!.Attributes,
            read.Details!.Requirements!.AdditionalRequirements!.Attributes);
    }

    [Fact]
    public async Task A_co_sell_deal_is_two_records_in_one_engagement()
    {
        (Referral deal, Referral connected) = await _client.CreateCoSellAsync(
            Deal.CoSell(Terms.Whole), Deals.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(deal.EngagementId, connected.EngagementId);
        Assert.Equal(
            (ReferralStatus.New, ReferralSubstatus.Pending, "msft"), (connected.Status, connected.Substatus, connected.OrganizationId));
        Assert.Null(connected.Details?.Notes);
        Assert.Null(connected.ExternalReferenceId);
        Assert.Equal(
            [deal.Id, connected.Id],
            await _client.ListRelatedAsync(deal, cancellationToken: Cancellation).Select(one => one.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_co_sell_deal_with_a_lost_invitation_is_completed_from_the_exception()
    {
        LosingTheSecondPost losing = new();
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                ResolveUnknownOutcomes = false,
                Endpoint = _emulator.Endpoint,
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(), DateTimeOffset.MaxValue))),
            },
            losing);

        CoSellIncompleteException incomplete = await Assert.ThrowsAsync<CoSellIncompleteException>(
            () => client.CreateCoSellAsync(Deal.CoSell(Terms.Whole), Deals.ToMicrosoft, cancellationToken: Cancellation));
        Referral deal = incomplete.GetDeal();
        List<Referral> related = await client.ListRelatedAsync(deal, cancellationToken: Cancellation).ToListAsync(Cancellation);
        Referral connected = await client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        Assert.True(incomplete.MayHaveInvited);
        Assert.Equal(deal.Id, Assert.Single(related).Id); // The second create did not reach the service.
        Assert.Equal(deal.EngagementId, connected.EngagementId);
        Assert.Equal(2, _emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task A_private_deal_is_upgraded_step_by_step_and_never_downgraded()
    {
        Referral deal = await _client.CreateAsync(Deal.Private(Terms.Whole), cancellationToken: Cancellation);

        Referral partnerLed = await _client.MakePartnerLedAsync(deal, cancellationToken: Cancellation);
        (Referral own, Referral connected) = await _client.MakeCoSellAsync(partnerLed, Deals.ToMicrosoft, cancellationToken: Cancellation);
        ReferralsException back = await Assert.ThrowsAsync<ReferralsException>(() => _client.PatchAsync(
            own, new ReferralPatch().ConsentToShareReferralWithMicrosoftSellers(false), cancellationToken: Cancellation));

        Assert.Equal((ReferralKind.PrivateDeal, ReferralKind.PartnerLedDeal), (deal.Kind, partnerLed.Kind));
        Assert.Equal((ReferralKind.CoSellDeal, ReferralStatus.New), (connected.Kind, connected.Status));
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
    }

    [Fact]
    public async Task A_private_deal_is_upgraded_directly_to_co_sell()
    {
        Referral deal = await _client.CreateAsync(Deal.Private(Terms.Whole), cancellationToken: Cancellation);
        _emulator.ClearRequests();

        (Referral own, Referral connected) = await _client.MakeCoSellAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal(["PATCH", "GET", "POST"], _emulator.Requests.Select(request => request.Method));
        Assert.Equal(_emulator.GetReferral(deal.Id)["eTag"]!.GetValue<string>(), own.ETag);
        Assert.Equal(own.EngagementId, connected.EngagementId);
    }

    [Fact]
    public async Task A_partner_is_invited_by_location_and_receives_no_notes_or_CRM_id()
    {
        (Referral deal, Referral connected) = await _client.CreateCoSellAsync(
            Deal.PartnerToPartner(Terms.Whole), ToPartner, cancellationToken: Cancellation);

        JsonObject stored = _emulator.GetReferral(connected.Id);
        Assert.Equal($$"""[{"type":"BusinessProfileLocation","id":"{{Location}}"}]""", stored["target"]!.ToJsonString());
        Assert.Equal("please quote", stored["inviteContext"]!["notes"]!.GetValue<string>());
        Assert.Equal("New", stored["status"]!.GetValue<string>());
        Assert.DoesNotContain("Our own notes", stored.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CRM-4711", stored.ToJsonString(), StringComparison.Ordinal);
        Assert.False(deal.Consent!.ConsentToShareReferralWithMicrosoftSellers);
    }

    [Fact]
    public async Task Client_and_service_refuse_a_partner_in_a_deal_that_Microsoft_started()
    {
        Referral deal = await _client.CreateAsync(Deal.CoSell(Terms.Whole), cancellationToken: Cancellation);
        JsonObject incoming = _emulator.GetReferral(deal.Id);
        incoming["id"] = "00000000-0000-0000-0000-0000000000aa";
        incoming["engagementId"] = "00000000-0000-0000-0000-0000000000ee";
        incoming["inviteContext"]!["invitedBy"]!["organizationId"] = "msft";
        _emulator.AddReferral(incoming);
        Referral read = await _client.GetAsync("00000000-0000-0000-0000-0000000000aa", cancellationToken: Cancellation);

        ReferralValidationException local = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _client.InviteAsync(read, ToPartner, cancellationToken: Cancellation));
        ReferralsException remote = await Assert.ThrowsAsync<ReferralsException>(
            () => _client.InviteAsync(read, ToPartner, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal("inviteContext/invitedBy", Assert.Single(local.Violations).Path);
        Assert.Equal((HttpStatusCode.BadRequest, "engagementId"), (remote.StatusCode, remote.ErrorTarget));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    /// <summary>Fails the second create before it reaches the service, in a way that the client cannot detect.</summary>
    private sealed class LosingTheSecondPost() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _posts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post || Interlocked.Increment(ref _posts) != 2)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            await request.Content!.CopyToAsync(Stream.Null, cancellationToken); // What no network reads was not sent.
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
