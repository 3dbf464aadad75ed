using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Compares the client's status table with the emulator, which implements wire contract 4.1 independently.</summary>
public sealed class LifecycleTests : IAsyncLifetime
{
    private static readonly string[] Statuses = ["None", "New", "Active", "Closed"];
    private static readonly string[] Substatuses = ["None", "Pending", "Received", "Accepted", "Won", "Lost", "Declined", "Expired"];
    private static readonly ReferralCallOptions ServiceDecides = new() { ClientValidation = ClientValidation.None };

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private ReferralsEmulator _emulator = null!;
    private ReferralsClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets each method with the statuses from which it is allowed.</summary>
    public static TheoryData<string, Func<IReferralsClient, Referral, ReferralCallOptions?, Task<Referral>>, string[], string> Methods =>
        new()
    {
        { "AcceptAsync", (client, referral, options) => client.AcceptAsync(referral, options, Cancellation), [
            "New", "Active"], "Active/Accepted" },
        { "DeclineAsync", (client, referral, options) => client.DeclineAsync(referral, "no", options, Cancellation), [
            "New"], "Closed/Declined" },
        { "CloseAsWonAsync", (client, referral, options) => client.CloseAsWonAsync(referral, options, Cancellation), [
            "Active"], "Closed/Won" },
        { "CloseAsLostAsync", (client, referral, options) => client.CloseAsLostAsync(referral, "no", options, Cancellation), [
            "Active"], "Closed/Lost" },
        { "AdvanceAsync", (client, referral, options) => client.AdvanceAsync(referral, SalesStage.Develop, options, Cancellation), [
            "Active"], "" },
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions
            {
                TimeProvider = _clock,
                TokenLifetime = TimeSpan.FromDays(60),
                EnforceUserInterfaceTransitions = true,
            },
            Cancellation);
        _client = Deals.ClientOf(_emulator);
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Methods))]
    public async Task Allowed_transitions_reach_the_service_and_forbidden_ones_are_never_sent(
        string name, Func<IReferralsClient, Referral, ReferralCallOptions?, Task<Referral>> method, string[] allowedFrom, string goal)
    {
        foreach ((string status, string substatus) in Statuses.SelectMany(status => Substatuses.Select(substatus => (status, substatus))))
        {
            Referral judged = await StandingAsync(status, substatus);
            Referral sent = await StandingAsync(status, substatus);

            _emulator.ClearRequests();
            bool isRefusedHere = await IsRefusedAsync<ReferralValidationException>(() => method(_client, judged, null));
            bool hasLeft = _emulator.Requests.Count > 0;
            if ($"{status}/{substatus}" == goal && !isRefusedHere)
            {
                // The referral has that status already: nothing is sent and nothing changes.
                Assert.False(hasLeft, name);
                Assert.Equal(judged.ETag, _emulator.GetReferral(judged.Id).Tag());
                continue;
            }

            bool isRefusedThere = hasLeft
                ? _emulator.Requests[0].StatusCode == 400
                : await IsRefusedAsync<ReferralsException>(() => method(_client, sent, ServiceDecides));

            string row = $"{name} from {status}/{substatus}";
            Assert.Equal((row, !hasLeft), (row, isRefusedHere));
            if (status == "None")
            {
                // A status outside the table is sent, and the service decides.
                Assert.Equal((row, true), (row, hasLeft));
                continue;
            }

            Assert.Equal((row, !allowedFrom.Contains(status)), (row, isRefusedHere));
            // In the user interface a referral that waits for an answer has no stage; no document says that the service refuses one.
            Assert.Equal((row, isRefusedHere && !(goal.Length == 0 && status == "New")), (row, isRefusedThere));
            Assert.Equal(isRefusedHere || goal.Length == 0 ? $"{status}/{substatus}" : goal, _emulator.GetReferral(judged.Id).State());
        }
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Methods))]
    public async Task The_rules_of_the_API_alone_are_those_of_its_documented_table(
        string name, Func<IReferralsClient, Referral, ReferralCallOptions?, Task<Referral>> method, string[] allowedFrom, string goal)
    {
        _ = allowedFrom;
        if (goal.Length == 0)
        {
            return; // The table has no stages.
        }

        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { AllowClosedReferralChanges = true }, Cancellation);
        using ReferralsClient client = Deals.ClientOf(emulator);
        ReferralCallOptions apiOnly = new() { ClientValidation = ClientValidation.ApiOnly };
        foreach (string state in (string[])[
            "New/Pending", "New/Received", "Active/Accepted", "Closed/Won", "Closed/Lost", "Closed/Declined", "Closed/Expired"])
        {
            string id = emulator.AddReferral(ReferralBodies.Deal()
                .With("status", state.Split('/')[0]).With("substatus", state.Split('/')[1])).Id();
            Referral read = await client.GetAsync(id, cancellationToken: Cancellation);

            bool isRefusedHere = await IsRefusedAsync<ReferralValidationException>(() => method(client, read, apiOnly));
            string after = emulator.GetReferral(id).State();
            bool isRefusedThere = isRefusedHere && await IsRefusedAsync<ReferralsException>(() => method(client, read, ServiceDecides));

            // Only the way back from Closed is not in the table.
            string row = $"{name} from {state}";
            bool isBack = goal == "Active/Accepted" && state.StartsWith("Closed", StringComparison.Ordinal);
            Assert.Equal((row, isBack, isBack ? state : goal), (row, isRefusedHere, after));
            Assert.Equal((row, isRefusedHere), (row, isRefusedThere || emulator.Requests[^1].StatusCode == 400));
        }
    }

    [Fact]
    public async Task A_lead_is_accepted_updated_and_closed_as_lost_with_a_reason()
    {
        Referral lead = await StandingAsync("New", "Received");

        Referral accepted = await _client.AcceptAsync(lead, cancellationToken: Cancellation);
        Referral proposed = await _client.AdvanceAsync(accepted, SalesStage.Percent60, cancellationToken: Cancellation);
        Referral back = await _client.AdvanceAsync(proposed, SalesStage.Qualify, cancellationToken: Cancellation);
        Referral lost = await _client.CloseAsLostAsync(back, "Budget", cancellationToken: Cancellation);

        Assert.NotNull(accepted.AcceptedDateTime);
        Assert.Equal((SalesStage.Percent60, SalesStage.Qualify), (proposed.SalesStage, back.SalesStage));
        Assert.Equal(("Budget", ReferralSubstatus.Lost), (lost.StatusReason, lost.Substatus));
        Assert.NotNull(lost.ClosedDateTime);
        await Assert.ThrowsAsync<ReferralConflictException>(() => _client.CloseAsWonAsync(back, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Accepting_an_expired_invitation_is_a_conflict_and_then_a_refusal()
    {
        Referral deal = await _client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        Referral connected = await _client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);
        _clock.Advance(TimeSpan.FromDays(14));

        await Assert.ThrowsAsync<ReferralConflictException>(() => _client.AcceptAsync(connected, cancellationToken: Cancellation));
        Referral expired = await _client.GetAsync(connected.Id, cancellationToken: Cancellation);
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _client.AcceptAsync(expired, cancellationToken: Cancellation));

        Assert.Equal(ReferralSubstatus.Expired, expired.Substatus);
        Assert.Contains("Closed/Expired", refusal.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    private async Task<Referral> StandingAsync(string status, string substatus)
    {
        JsonObject stored = _emulator.AddReferral(ReferralBodies.Deal().With("status", status).With("substatus", substatus));
        return await _client.GetAsync(stored.Id(), cancellationToken: Cancellation);
    }

    private static async Task<bool> IsRefusedAsync<TRefusal>(Func<Task> call)
        where TRefusal : ReferralsException
    {
        try
        {
            await call();
            return false;
        }
        catch (TRefusal)
        {
            return true;
        }
        catch (ReferralsException refusal) when ((int?)refusal.StatusCode == 400)
        {
            return false; // The emulator refused it, as the recorded request shows.
        }
    }
}
