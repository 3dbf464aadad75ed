using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a refused update says to its caller.</summary>
public sealed class RefusedUpdateTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<Referral, Referral>> Advised => new()
    {
        {
            "Only the service sets this member. Make the changed referral from the one that is passed to the function.",
            deal => deal with { Direction = ReferralDirection.Outgoing }
        },
        {
            "The service accepts this member only in a patch. Change it in a separate update.",
            deal => deal with { Name = "New", ReferralProgram = "P" }
        },
        {
            "This member, which this version does not know, would be lost. Copy the object that holds it using 'with'.",
            deal => deal with { Details = new ReferralDetails { DealValue = 1m } }
        },
        { "This member can be set only when the referral is created.", deal => deal with { Type = ReferralType.Shared } },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Advised))]
    public async Task A_refused_change_says_why_and_what_to_do_instead(string rule, Func<Referral, Referral> change)
    {
        _service.RespondsWith(HttpStatusCode.OK, UpdatedDeal.Json());

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().UpdateAsync(ReferralJson.Id, change, cancellationToken: Cancellation));

        Assert.Equal(rule, Assert.Single(refusal.Violations).Rule);
    }

    [Fact]
    public async Task A_patch_by_id_is_checked_as_the_options_of_the_call_say()
    {
        ReferralPatch negative = new ReferralPatch().DealValue(-1m);
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).Client();

        await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, negative, cancellationToken: Cancellation));
        await client.PatchAsync(
            ReferralJson.Id,
            ReferralJson.ETag,
            negative,
            new ReferralCallOptions { ClientValidation = ClientValidation.None },
            Cancellation);

        Assert.Equal("PATCH", _service.Only.Method);
    }

    public void Dispose() => _service.Dispose();
}
