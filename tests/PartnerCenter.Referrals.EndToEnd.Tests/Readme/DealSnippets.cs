namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class DealSnippets
{
    [Fact]
    public async Task A_co_sell_deal_is_made_in_two_statements()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        IReferralsClient client = stage.Client;
        Invitation invitation = Invitation.ToMicrosoft(
            AssistanceRequestCode.ProofOfConceptOrDemo, "We would like to show the platform together.");
        List<(Referral Deal, bool MayHaveInvited)> toInvite = [];

        #region recipe
        Referral draft = Deal.CoSell(new DealTerms
        {
            Name = "Fabrikam data platform",
            CustomerProfile = new CustomerProfile
            {
                Name = "Fabrikam",
                Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
                Team =
                    [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
            },
            Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
            DealValue = 25_000m,
            Currency = "USD",
            ClosingDateTime = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero),
            Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
            CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
            ConsentToShareInfoWithOthers = true,
            ConsentToContact = true,
            ExternalReferenceId = "CRM-4711",
        });
        #endregion

        #region co-sell
        try
        {
            (Referral deal, Referral connected) = await client.CreateCoSellAsync(draft, invitation);
            Console.WriteLine(connected.EngagementId == deal.EngagementId); // True
        }
        catch (CoSellIncompleteException incomplete)
        {
            // The deal exists, so do not create it again: call InviteAsync with it.
            toInvite.Add((incomplete.GetDeal(), incomplete.MayHaveInvited));
        }
        #endregion

        Assert.Empty(toInvite);
        Assert.Equal(2, stage.Emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task A_deal_is_upgraded_and_a_partner_invited()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        IReferralsClient client = stage.Client;
        Invitation invitation = Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther);
        Referral privateDeal = await client.CreateAsync(Deal.Private(Terms.Whole));

        #region upgrades
        Referral partnerLed = await client.MakePartnerLedAsync(privateDeal); // Microsoft's sellers can see it now.
        (Referral deal, Referral connected) = await client.MakeCoSellAsync(partnerLed, invitation); // Microsoft is asked for help.
        #endregion

        Assert.Equal(ReferralKind.PartnerLedDeal, partnerLed.Kind);
        Assert.Equal(ReferralStatus.New, connected.Status);

#pragma warning disable PCR001 // What the README says of it.
        #region partner
        Invitation toPartner = Invitation.ToPartner("22222222-3333-4444-5555-666666666666", AssistanceRequestCode.PostSalesCustomerSuccess);
        Referral partner = await client.InviteAsync(deal, toPartner);
        #endregion
#pragma warning restore PCR001

        Assert.Equal(3, await client.ListRelatedAsync(deal).CountAsync());
        Assert.Equal(deal.EngagementId, partner.EngagementId);
    }
}
