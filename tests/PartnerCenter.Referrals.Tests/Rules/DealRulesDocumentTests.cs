#pragma warning disable PCR001 // The rules of what is experimental are in the document too.
using System.Net;
using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Compares docs/deal-rules.md with the messages of the rules that are checked.</summary>
public sealed partial class DealRulesDocumentTests : IDisposable
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
        Referral lost = WonDeal.Stored with { Substatus = ReferralSubstatus.Lost };

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
            () => client.CreateAsync(Odd(Deal.CoSell(Terms.Whole), "us"), cancellationToken: Cancellation),
            () => client.UpdateAsync(Drafts.Stored, deal => Odd(deal, "us"), cancellationToken: Cancellation),
            () => client.UpdateAsync(Drafts.Stored, deal => Odd(deal, "USA"), cancellationToken: Cancellation),
            () => client.PatchUnconditionallyAsync(ReferralJson.Id, PatchOf(Odd(Drafts.Stored, "us")), cancellationToken: Cancellation),
            () => client.ReplaceAsync(Odd(Drafts.Stored, "USA"), cancellationToken: Cancellation),
            () => client.CreateAsync(
                Deal.CoSell(Terms.Whole with { CustomerProfile = Terms.Whole.CustomerProfile with { Team = [] } }),
                cancellationToken: Cancellation),
            () => client.UpdateAsync(lost, deal => deal with { Name = "n" }, cancellationToken: Cancellation),
            () => client.PatchAsync(lost, new ReferralPatch().Notes("n"), cancellationToken: Cancellation),
            () => client.ReplaceAsync(lost, cancellationToken: Cancellation),
        ];
        List<(string Operation, RuleViolation Violation)> found = [];
        foreach (Func<Task> call in refusedCalls)
        {
            ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(call);
            found.AddRange(refusal.Violations
                // A create that invites has the rules of both; only the additional rules have rows of their own.
                .Where(violation => refusal.Operation != "create co-sell" || found.All(one => one.Violation != violation))
                .Select(violation => (refusal.Operation!, violation with { Path = Position().Replace(violation.Path, "*") })));
        }

        string[] rows = [.. found.Distinct().GroupBy(one => one.Violation, one => one.Operation).Select(rule =>
            $"| {string.Join(", ", rule)} | `{rule.Key.Path}` | {rule.Key.Rule} | {NameOf(rule.Key.Source)} |")];
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

    private static string NameOf(RuleSource source) => source switch
    {
        RuleSource.Api => "API",
        RuleSource.UserInterface => "user interface",
        _ => "ours",
    };

    // Every value that has a rule, in a form that breaks it.
    private static Referral Odd(Referral deal, string country) => deal with
    {
        Team = [deal.Team[0] with { Email = "ben" }],
        CustomerProfile = deal.CustomerProfile! with
        {
            Address = deal.CustomerProfile.Address! with { Country = country },
            Team = [deal.CustomerProfile.Team[0] with { Email = "ada" }],
        },
        Details = deal.Details! with
        {
            DealValue = -1m,
            Currency = "usd",
            ClosingDateTime = DateTimeOffset.UnixEpoch,
            Requirements = deal.Details.Requirements! with
            {
                Solutions = [deal.Details.Requirements.Solutions[0] with { Currency = "usd" }],
            },
        },
    };

    private static ReferralPatch PatchOf(Referral deal) => new ReferralPatch()
        .Team(deal.Team).CustomerProfileTeam(deal.CustomerProfile!.Team)
        .DealValue(deal.Details!.DealValue).Currency(deal.Details.Currency).ClosingDateTime(deal.Details.ClosingDateTime)
        .Solutions(deal.Details.Requirements!.Solutions)
        .AddRegistration(WonDeal.Registration with
        {
            Contract = WonDeal.Registration.Contract! with { Currency = "usd" },
            SolutionDetails = [WonDeal.Registration.SolutionDetails[0] with { Currency = "usd" }],
        });

    [GeneratedRegex("(?<=/)(-|[0-9]+)(?=/|$)")]
    private static partial Regex Position();
}
