using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests that one clock for the client and the emulator needs no other settings, wherever the clock starts.</summary>
public sealed class OneClockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets starting times: the one of a clock without arguments, one far ahead, and the present.</summary>
    public static TheoryData<DateTimeOffset> Starts => [
        new FakeTimeProvider().GetUtcNow(),
        new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero),
        DateTimeOffset.UtcNow,
    ];

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Starts))]
    public async Task Fifteen_days_forward_expire_the_invitation_while_the_client_stays_signed_in(DateTimeOffset start)
    {
        FakeTimeProvider clock = new(start);
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock }, Cancellation);
        using ReferralsClient client = ClientOf(emulator, clock);
        ReferralDetails details = Deals.CoSell.Details! with { ClosingDateTime = new DateTimeOffset(2060, 1, 31, 0, 0, 0, TimeSpan.Zero) };
        Referral deal = await client.CreateAsync(Deals.CoSell with { Details = details }, cancellationToken: Cancellation);
        Referral invitation = await client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        clock.Advance(TimeSpan.FromDays(15));

        Referral expired = await client.GetAsync(invitation.Id, cancellationToken: Cancellation);
        Assert.Equal((ReferralStatus.Closed, ReferralSubstatus.Expired), (expired.Status, expired.Substatus));
        Assert.Equal(start.AddDays(14).UtcDateTime, expired.ClosedDateTime!.Value.UtcDateTime, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(emulator.Requests, request => request.StatusCode is 0 or >= 400);

        // One token for the first calls, and one after the fifteen days.
        Assert.Equal(2, emulator.Requests.Count(request => request.IsTokenRequest));
    }

    [Fact]
    public async Task A_client_that_signs_in_once_a_month_stays_signed_in_for_half_a_year()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock }, Cancellation);
        using ReferralsClient client = ClientOf(emulator, clock);
        string id = (await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation)).Id;

        for (int day = 0; day < 180; day += 30)
        {
            clock.Advance(TimeSpan.FromDays(30));
            Assert.Equal(id, (await client.GetAsync(id, cancellationToken: Cancellation)).Id);
        }
    }

    private static ReferralsClient ClientOf(ReferralsEmulator emulator, FakeTimeProvider clock) => ReferralsClient.Create(new()
    {
        Endpoint = emulator.Endpoint,
        TimeProvider = clock,
        Credential = ReferralsCredential.FromRefreshToken(
            emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken, Deals.SignIn(emulator)),
    });
}
