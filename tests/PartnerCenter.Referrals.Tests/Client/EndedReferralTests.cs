using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that writes to a referral that has ended are refused before a request (wire contract 4.1).</summary>
public sealed class EndedReferralTests : IDisposable
{
    private readonly MockedService _service = new();

    public static TheoryData<string> Ended => ["Won", "Lost", "Declined", "Expired"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Ended))]
    public async Task A_patch_of_a_referral_that_has_ended_is_refused_with_the_reason(string substatus)
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => _service.Client().PatchAsync(Closed(substatus), new ReferralPatch().Notes("late"), cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal(("status", RuleSource.UserInterface), (violation.Path, violation.Source));
        Assert.StartsWith($"A referral that is Closed/{substatus} has ended", violation.Rule, StringComparison.Ordinal);
        Assert.Equal(substatus == "Won", violation.Rule.Contains("registration", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ended))]
    public async Task An_update_of_a_referral_that_has_ended_is_refused_with_the_reason(string substatus)
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().UpdateAsync(
            Closed(substatus), deal => deal with { Name = "late" }, cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
        Assert.Equal("status", Assert.Single(refusal.Violations).Path);
    }

    [Fact]
    public async Task An_update_that_changes_nothing_of_a_referral_that_has_ended_returns_it()
    {
        Referral won = Closed("Won");

        Assert.Same(won, await _service.Client().UpdateAsync(won, deal => deal with { }, cancellationToken: Cancellation));
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData(ClientValidation.ApiOnly)]
    [InlineData(ClientValidation.None)]
    public async Task The_service_decides_about_one_that_has_ended_under_the_rules_of_the_API(ClientValidation validation)
    {
        ReferralCallOptions options = new() { ClientValidation = validation };
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith("eTag", "\"next\""));
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith("eTag", "\"next\""));

        await _service.Client().PatchAsync(Closed("Lost"), new ReferralPatch().Notes("late"), options, Cancellation);
        await _service.Client().UpdateAsync(
            Closed("Lost"), deal => deal with { Substatus = ReferralSubstatus.Won }, options, Cancellation);

        Assert.Equal(
            [
                """[{"op":"replace","path":"/details/notes","value":"late"}]""",
                """[{"op":"replace","path":"/substatus","value":"Won"}]""",
            ],
            _service.Sent.Select(request => request.Body));
    }

    public void Dispose() => _service.Dispose();

    private static Referral Closed(string substatus) =>
        Drafts.Stored with { Status = ReferralStatus.Closed, Substatus = ReferralSubstatus.Parse(substatus) };
}
