using PartnerCenter.Referrals;

namespace InviteParticipant;

/// <summary>Creates a deal, invites Microsoft into its engagement, and lists the records of both parties.</summary>
internal sealed class Scenario(SampleHost host, TextWriter output)
{
    private readonly ReferralsClient _client = host.Client;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        output.WriteLine(host.IsLive ? $"The live service at {host.Endpoint}" : $"An emulator in this process, at {host.Endpoint}");

        // Creates your own co-sell deal, which starts as Active/Accepted, and Microsoft's record in the same engagement, which stays
        // New/Pending until a seller at Microsoft answers.
        (Referral deal, Referral connected) = await _client.CreateCoSellAsync(
            CoSellDeal(),
            Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together."),
            cancellationToken: cancellationToken);

        output.WriteLine();
        output.WriteLine($"Engagement {deal.EngagementId}");
        output.WriteLine();
        output.WriteLine("Created and invited");
        Show("we", deal);
        Show("Microsoft", connected);

        if (host.Emulator is { } emulator)
        {
            emulator.AcceptAsMicrosoft(connected.Id);
            output.WriteLine();
            output.WriteLine("Microsoft has accepted (played by the emulator)");
        }
        else
        {
            output.WriteLine();
            output.WriteLine("Microsoft has 14 days to answer. Until then:");
        }

        await foreach (Referral referral in _client.ListRelatedAsync(deal, cancellationToken: cancellationToken))
        {
            Show(referral.Id == deal.Id ? "we" : "Microsoft", referral);
        }

        output.WriteLine();
        output.WriteLine("Over the wire");
        foreach (string line in host.Wire.Lines)
        {
            output.WriteLine("  " + line);
        }
    }

    private void Show(string side, Referral referral) =>
        output.WriteLine($"  {side,-9}  {referral.Id}  {referral.Status}/{referral.Substatus}");

    private Referral CoSellDeal() => Deal.CoSell(new DealTerms
    {
        Name = "Test: PartnerCenter.Referrals sample",
        CustomerProfile = new CustomerProfile
        {
            Name = "Fabrikam",
            Address = new Address
            {
                AddressLine1 = "1 Sample Street",
                City = "Redmond",
                State = "WA",
                PostalCode = "98052",
                Country = "US",
            },
            Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
        },
        Solutions = [SolutionTag.Catalogue(host.SolutionId)],
        DealValue = 25_000m,
        Currency = "USD",
        ClosingDateTime = new DateTimeOffset(DateTime.UtcNow.Date.AddMonths(6), TimeSpan.Zero),
        Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
        CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
        ConsentToShareInfoWithOthers = true,
        ConsentToContact = true,
    });
}
