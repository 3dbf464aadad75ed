using System.Globalization;
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

namespace DealDesk;

/// <summary>
/// Takes a deal from its creation to its approved registration. Each step prints a line that says what happens, calls the client, and
/// prints the state of the deal. The emulator plays Microsoft, and its clock is moved to let days pass.
/// </summary>
internal sealed class Scenario(IReferralsClient client, ReferralsEmulator emulator, StoryClock clock, TextWriter output)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        output.WriteLine("The life of a deal, against an emulator in this process. The emulator's clock is moved, so days pass at once.");

        Say("We create a private deal, which nobody else can see.");
        Referral deal = await client.CreateAsync(Deal.Private(Terms), cancellationToken: stopping);
        Show("ours", deal);

        Say("We try to register it with Microsoft. The client refuses, and lists all the reasons at once.");
        await ShowRefusalAsync(() => client.RegisterDealAsync(deal, Registration, cancellationToken: stopping));

        Say("We make it partner-led. Microsoft's sellers can see it from now on, and this cannot be undone.");
        deal = await client.MakePartnerLedAsync(deal, cancellationToken: stopping);
        Show("ours", deal);

        Say("We invite Microsoft to help. Microsoft gets its own record in the same engagement, and our record does not change.");
        (deal, Referral connected) = await client.MakeCoSellAsync(
            deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."),
            cancellationToken: stopping);
        Show("ours", deal);
        Show("Microsoft's", connected);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.AcceptAsMicrosoft(connected.Id);
        Say("Microsoft accepts (played by the emulator). We read Microsoft's record to see the answer.");
        connected = await client.GetAsync(connected.Id, cancellationToken: stopping);
        Show("Microsoft's", connected);

        Say("We qualify the customer's need.");
        deal = await client.AdvanceAsync(deal, SalesStage.Qualify, cancellationToken: stopping);
        Show("ours", deal);

        Say("We develop a solution.");
        deal = await client.AdvanceAsync(deal, SalesStage.Develop, cancellationToken: stopping);
        Show("ours", deal);

        Say("We propose the solution.");
        deal = await client.AdvanceAsync(deal, SalesStage.Propose, cancellationToken: stopping);
        Show("ours", deal);

        Say("The deal grows by 5,000. The client reads it, changes the value, and sends only the difference.");
        deal = await client.UpdateAsync(
            deal.Id, current => current with { Details = current.Details! with { DealValue = current.Details.DealValue + 5_000m } },
            cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(2));
        Say("We win the deal 72 hours after its creation. A deal that is won sooner cannot be registered.");
        deal = await client.CloseAsWonAsync(deal, cancellationToken: stopping);
        Show("ours", deal);

        Say("We close it as lost by mistake. The client refuses, and says what is possible instead.");
        await ShowRefusalAsync(() => client.CloseAsLostAsync(deal, cancellationToken: stopping));

        Say("We register the deal. The registration awaits Microsoft's review.");
        deal = await client.RegisterDealAsync(deal, Registration, cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.ReviewRegistration(
            deal.Id, RegistrationReview.ActionRequired, "The value differs from the deal's. When was the contract signed?");
        Say("Microsoft asks for a correction (played by the emulator). We read the deal to see what to correct.");
        deal = await client.GetAsync(deal.Id, cancellationToken: stopping);
        Show("ours", deal);
        output.WriteLine($"  reason       {deal.Registrations[0].StatusReason}");

        Say("We amend three values of the registration in one request. It awaits Microsoft's review again.");
        deal = await client.AmendRegistrationAsync(
            deal,
            new RegistrationPatch().ContractValue(30_000m).SolutionValue(30_000m).ContractSignDateTime(Signed),
            cancellationToken: stopping);
        Show("ours", deal);

        clock.Advance(TimeSpan.FromDays(1));
        emulator.ReviewRegistration(deal.Id, RegistrationReview.Approved);
        Say("Microsoft approves the registration (played by the emulator). The approval is final.");
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
        $"  {side,-11}  {referral.Kind,-14}  {$"{referral.Status}/{referral.Substatus}",-15}  "
        + $"stage {referral.SalesStage?.Value ?? "-",-7}  "
        + $"value {referral.Details?.DealValue:N0} {referral.Details?.Currency}  "
        + $"registration {referral.RegistrationStatus?.Value ?? "-"}"));

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

        throw new InvalidOperationException("The client did not refuse a step that it should have refused.");
    }
}
