using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a referral that has ended is not written under the rules of the user interface (wire contract 4.1).</summary>
public sealed class EndedReferralTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ends => ["Won", "Lost", "Declined", "Expired"];

    [Theory, MemberData(nameof(Ends))]
    public async Task A_write_to_a_referral_that_has_ended_is_refused_with_how_it_ended(string substatus)
    {
        Referral ended = Ended(new ReferralSubstatus(substatus));
        ReferralsClient client = _service.Client();

        foreach (ReferralValidationException refusal in new[]
        {
            await RefusedAsync(() => client.PatchAsync(ended, new ReferralPatch().Notes("n"), cancellationToken: Cancellation)),
            await RefusedAsync(() => client.UpdateAsync(ended, deal => deal with { Name = "n" }, cancellationToken: Cancellation)),
            await RefusedAsync(() => client.ReplaceAsync(ended with { Name = "n" }, cancellationToken: Cancellation)),
        })
        {
            RuleViolation violation = Assert.Single(refusal.Violations);
            Assert.Equal(("status", RuleSource.UserInterface), (violation.Path, violation.Source));
            Assert.Contains($"has ended as Closed/{substatus}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("ClientValidation.ApiOnly", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData(ClientValidation.ApiOnly)]
    [InlineData(ClientValidation.None)]
    public async Task The_service_decides_about_an_ended_referral_where_only_the_APIs_rules_are_checked(ClientValidation validation)
    {
        ReferralCallOptions options = new() { ClientValidation = validation };
        Referral ended = Ended(ReferralSubstatus.Lost);
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        ReferralsClient client = _service.Client();
        await client.PatchAsync(ended, new ReferralPatch().Notes("n"), options, Cancellation);
        await client.UpdateAsync(ended, deal => deal with { Name = "n" }, options, Cancellation);
        await client.ReplaceAsync(ended with { Name = "n" }, options, Cancellation);
        await client.CloseAsWonAsync(ended, options, Cancellation);

        Assert.Equal(["PATCH", "PUT", "PUT", "PATCH"], _service.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task A_won_deal_can_still_be_registered_and_its_registration_amended()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().RegisterDealAsync(WonDeal.Stored, WonDeal.Registration, cancellationToken: Cancellation);
        await _service.Client().AmendRegistrationAsync(
            WonDeal.Waiting(RegistrationStatus.ActionRequired), new RegistrationPatch().ContractValue(1m), cancellationToken: Cancellation);

        Assert.Equal(2, _service.Sent.Count);
    }

    [Fact]
    public async Task Closing_a_deal_is_not_refused_by_any_write()
    {
        static Referral Lost(Referral deal) => deal with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Lost };
        ReferralsClient client = _service.Client();
        for (int i = 0; i < 3; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        await client.ReplaceAsync(Lost(Drafts.Stored), cancellationToken: Cancellation);
        await client.UpdateAsync(Drafts.Stored, Lost, cancellationToken: Cancellation);
        await client.CloseAsLostAsync(Drafts.Stored, cancellationToken: Cancellation);

        Assert.Equal(["PUT", "PATCH", "PATCH"], _service.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task The_service_decides_about_an_end_that_is_not_known_and_about_a_referral_known_by_its_id_only()
    {
        ReferralsClient client = _service.Client();
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        await client.PatchAsync(Ended(new ReferralSubstatus("Error")), new ReferralPatch().Notes("n"), cancellationToken: Cancellation);
        await client.PatchAsync(Ended(null), new ReferralPatch().Notes("n"), cancellationToken: Cancellation);
        await client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);
        await client.PatchUnconditionallyAsync(ReferralJson.Id, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(4, _service.Sent.Count);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_of_an_ended_referral_returns_it()
    {
        Referral ended = Ended(ReferralSubstatus.Won);

        Assert.Same(ended, await _service.Client().UpdateAsync(ended, deal => deal, cancellationToken: Cancellation));
        Assert.Empty(_service.Sent);
    }

    public void Dispose() => _service.Dispose();

    private static Referral Ended(ReferralSubstatus? substatus) => Drafts.Stored with
    {
        Status = ReferralStatus.Closed,
        Substatus = substatus,
        ClosedDateTime = Drafts.Stored.UpdatedDateTime,
    };

    private static Task<ReferralValidationException> RefusedAsync(Func<Task> call) =>
        Assert.ThrowsAsync<ReferralValidationException>(call);
}
