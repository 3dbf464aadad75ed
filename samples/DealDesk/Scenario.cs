using System.Globalization;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

namespace DealDesk;

/// <summary>
/// A deal's life from its first day to its approved registration: a line that says what happens, the statement of the client that does it,
/// and where the deal stands then. What Microsoft does, and that days pass, is played by the emulator and its clock.
/// </summary>
internal sealed class Scenario(IReferralsClient client, ReferralsEmulator emulator, StoryClock clock, TextWriter output)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        output.WriteLine("The life of a deal, against an emulator in this process. Its clock is moved, so that days pass at once.");

        Say("We create a private deal: nobody else sees it.");
        Referral deal = await client.CreateAsync(Deal.Private(Terms), cancellationToken: stopping);
        Show("ours", deal);

        Say("May we register it for Microsoft's programme already? No, and all the reasons come at once.");
        await ShowRefusalAsync(() => client.RegisterDealAsync(deal, Registration, cancellationToken: stopping));

        Say("We make it partner-led: from now on Microsoft's sellers see it, and that cannot be taken back.");
        deal = await client.MakePartnerLedAsync(deal, cancellationToken: stopping);
        Show("ours", deal);

        Say("We ask Microsoft for help: it gets a record of its own in the same engagement. Ours stays what it is.");
        (deal, Referral guest) = await client.MakeCoSellAsync(
            deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."),
            cancellationToken: stopping);
        Show("ours", deal);
        Show("Microsoft's", guest);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.AcceptAsMicrosoft(guest.Id);
        Say("Microsoft has accepted (played by the emulator). We read its record to see that.");
        guest = await client.GetAsync(guest.Id, cancellationToken: stopping);
        Show("Microsoft's", guest);

        Say("We have qualified the customer's need.");
        deal = await client.AdvanceAsync(deal, SalesStage.Qualify, cancellationToken: stopping);
        Show("ours", deal);

        Say("We have developed a solution.");
        deal = await client.AdvanceAsync(deal, SalesStage.Develop, cancellationToken: stopping);
        Show("ours", deal);

        Say("We have proposed it.");
        deal = await client.AdvanceAsync(deal, SalesStage.Propose, cancellationToken: stopping);
        Show("ours", deal);

        Say("The customer wants 5,000 more of it. The deal is read, changed, and only the difference is sent.");
        deal = await client.UpdateAsync(
            deal.Id, current => current with { Details = current.Details! with { DealValue = current.Details.DealValue + 5_000m } },
            cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(2));
        Say("We win it, 72 hours after its creation: a deal that is won sooner cannot be registered.");
        deal = await client.CloseAsWonAsync(deal, cancellationToken: stopping);
        Show("ours", deal);

        Say("We close it as lost, by mistake. That is refused, and we are told what is possible instead.");
        await ShowRefusalAsync(() => client.CloseAsLostAsync(deal, cancellationToken: stopping));

        Say("We register it, and Microsoft reviews the registration.");
        deal = await client.RegisterDealAsync(deal, Registration, cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.ReviewRegistration(deal.Id, RegistrationReview.ActionRequired, "Why not the deal's value? When was the contract signed?");
        Say("Microsoft wants it corrected (played by the emulator). We read the deal to see what is asked.");
        deal = await client.GetAsync(deal.Id, cancellationToken: stopping);
        Show("ours", deal);
        output.WriteLine($"  asked        {deal.Registrations[0].StatusReason}");

        Say("We amend the registration, three values in one request. It waits until Microsoft has looked again.");
        deal = await client.AmendRegistrationAsync(
            deal,
            new RegistrationPatch().ContractValue(30_000m).SolutionValue(30_000m).ContractSignDateTime(Signed),
            cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.ReviewRegistration(deal.Id, RegistrationReview.Approved);
        Say("Microsoft has approved it (played by the emulator). That is final.");
        deal = await client.GetAsync(deal.Id, cancellationToken: stopping);
        Show("ours", deal);
    }

    private static DateTimeOffset Signed { get; } = new(2031, 1, 8, 0, 0, 0, TimeSpan.Zero);

    private static DealTerms Terms { get; } = new()
    {
        Name = "Fabrikam data platform",
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
        DealValue = 25_000m,
        Currency = "USD",
        ClosingDateTime = new DateTimeOffset(2031, 3, 31, 0, 0, 0, TimeSpan.Zero),
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
        CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
        ConsentToShareInfoWithOthers = true,
        ConsentToContact = true,
        ExternalReferenceId = "CRM-4711",
    };

    private static DealRegistration Registration { get; } = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        Contract = new RegistrationContract
        {
            Value = 25_000m,
            Currency = "USD",
            Term = ContractTerm.Finite,
            StartDateTime = new DateTimeOffset(2031, 2, 1, 0, 0, 0, TimeSpan.Zero),
            EndDateTime = new DateTimeOffset(2032, 1, 31, 0, 0, 0, TimeSpan.Zero),
        },
        SolutionDetails =
        [
            new RegistrationSolution
            {
                Id = "SOL-12345-ABC",
                Value = 25_000m,
                Currency = "USD",
                IsDeployedOnAzure = true,
                PrimaryDeploymentOn = DeploymentOwner.Customer,
                PricingModel = PricingModel.PayAsYouGo,
            },
        ],
    };

    private void Say(string line) => output.WriteLine($"{Environment.NewLine}Day {clock.Day}  {line}");

    private void Show(string side, Referral referral) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {side,-11}  {referral.Kind,-14}  {$"{referral.Status}/{referral.Substatus}",-15}  stage "
        + $"{referral.SalesStage?.Value ?? "-",-7}  "
        + $"value {referral.Details?.DealValue:N0} {referral.Details?.Currency}  registration "
        + $"{referral.RegistrationStatus?.Value ?? "-"}"));

    private async Task ShowRefusalAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (ReferralValidationException refusal)
        {
            output.WriteLine("  refused before anything was sent");
            foreach (RuleViolation violation in refusal.Violations)
            {
                output.WriteLine($"  {violation.Path,-11}  {violation.Rule}");
            }

            return;
        }

        throw new InvalidOperationException("The emulator has let through what should have been refused here.");
    }
}
