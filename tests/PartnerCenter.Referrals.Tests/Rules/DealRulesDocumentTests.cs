#pragma warning disable PCR001 // The rules of what is experimental are in the document too.
using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Compares docs/deal-rules.md with the messages of the rules that are checked.</summary>
public sealed class DealRulesDocumentTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_in_the_document_equals_the_violations_of_invalid_calls()
    {
        using ReferralsClient client = _service.Client();
        Referral blank = Deal.ServicesCoSell(Terms.Blank, Terms.BlankServices);
        Referral many = Deal.Private(Terms.Whole with
        {
            Solutions = [.. Enumerable.Repeat(Terms.Whole.Solutions[0], 51)],
            Team = [.. Enumerable.Repeat(Terms.Whole.Team[0], 51)],
        });
        Referral connected = new() { Type = ReferralType.Shared, Status = ReferralStatus.Closed, Target = [ReferralTarget.Microsoft] };
        Referral incoming = connected with { InviteContext = new InviteContext { InvitedBy = new InvitedBy { OrganizationId = "msft" } } };
        Invitation toPartner = Invitation.ToPartner("22222222-3333-4444-5555-666666666666", AssistanceRequestCode.GeneralOrOther);

        Func<Task>[] refusedCalls =
        [
            () => client.CreateAsync(new Referral(), cancellationToken: Cancellation),
            () => client.CreateAsync(
                connected with { InviteContext = new InviteContext { AssistanceRequestCode = AssistanceRequestCode.GeneralOrOther } },
                cancellationToken: Cancellation),
            () => client.CreateAsync(blank, cancellationToken: Cancellation),
            () => client.CreateAsync(blank with { Details = blank.Details! with { DealValue = null } }, cancellationToken: Cancellation),
            () => client.CreateAsync(many, cancellationToken: Cancellation),
            () => client.InviteAsync(connected, Drafts.ToMicrosoft, cancellationToken: Cancellation),
            () => client.InviteAsync(incoming, toPartner, cancellationToken: Cancellation),
            () => client.CreateCoSellAsync(Deal.Private(Terms.Whole), Drafts.ToMicrosoft, cancellationToken: Cancellation),
            () => client.MakePartnerLedAsync(
                connected with { Id = ReferralJson.Id, ETag = ReferralJson.ETag }, cancellationToken: Cancellation),
        ];
        List<(string Operation, RuleViolation Violation)> found = [];
        foreach (Func<Task> call in refusedCalls)
        {
            ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(call);
            found.AddRange(refusal.Violations
                // A create that invites has the rules of both; only the additional rules have rows of their own.
                .Where(violation => refusal.Operation != "create co-sell" || found.All(one => one.Violation != violation))
                .Select(violation => (refusal.Operation!, violation)));
        }

        string[] rows = [.. found.Distinct().Select(one =>
            $"| {one.Operation} | `{one.Violation.Path}` | {one.Violation.Rule} | "
                + $"{(one.Violation.Source == RuleSource.Api ? "API" : "user interface")} |")];
        string[] shown = [
            .. File.ReadAllLines(
                Path.Combine(AppContext.BaseDirectory, "deal-rules.md")).Where(
                    line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.True(
            rows.Order(StringComparer.Ordinal).SequenceEqual(shown.Order(StringComparer.Ordinal)),
            "docs/deal-rules.md has another table. Put this into it:\n" + string.Join('\n', rows));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task What_the_document_says_of_no_rules_is_so()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await _service.Client().CreateAsync(
            new Referral(), new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation);

        Assert.Equal("""{"target":[],"team":[]}""", _service.Only.Body);
    }

    public void Dispose() => _service.Dispose();
}
