namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Changes 50 members of a referral in the models of each peer: every part that a partner may edit, at all depths. Only a replace can
/// write them, because a patch cannot name most of them.
/// </summary>
internal static class FiftyMembers
{
    private static readonly DateTimeOffset ClosesOn = new(2031, 6, 30, 0, 0, 0, TimeSpan.Zero);

    public static Referral Change(Referral referral)
    {
        CustomerProfile customer = referral.CustomerProfile!;
        ReferralDetails details = referral.Details!;
        ReferralRequirements needs = details.Requirements!;
        AdditionalRequirements more = needs.AdditionalRequirements!;
        Member contact = customer.Team[0];
        return referral with
        {
            Name = "Tailspin data platform",
            ExternalReferenceId = "CRM-50",
            CampaignId = "CAM-50",
            Favorite = true,
            SalesStage = SalesStage.Propose,
            CustomerProfile = customer with
            {
                Name = "Tailspin",
                Size = CustomerSize.From51To250,
                Address = customer.Address! with
                {
                    AddressLine1 = "2 Sample Street",
                    AddressLine2 = "Floor 5",
                    City = "Exampleton",
                    State = "ON",
                    PostalCode = "A1A 1A1",
                    Country = "CA",
                    Region = "East",
                },
                Team =
                [
                    contact with
                    {
                        FirstName = "Dee",
                        LastName = "Sample",
                        PhoneNumber = "5550199",
                        Email = "dee@tailspin.example.com",
                        Title = "Buyer",
                        ContactPreference = contact.ContactPreference! with { Locale = "fr-CA", DisableNotifications = true },
                    },
                ],
                Ids = [customer.Ids[0] with { Id = "000000002" }],
            },
            Consent = referral.Consent! with
            {
                ConsentToContact = false,
                ConsentToShareInfoWithOthers = false,
                ConsentToShareReferralWithMicrosoftSellers = false,
                ConsentToMicrosoftToContactSpecificPartners = true,
            },
            Details = details with
            {
                Notes = "Moves its offices, too.",
                DealValue = 250_000m,
                Currency = "CAD",
                ClosingDateTime = ClosesOn,
                Requirements = needs with
                {
                    Industries = [needs.Industries[0] with { Id = "Education" }],
                    Products = [needs.Products[0] with { Id = "Dynamics365" }],
                    Services = [needs.Services[0] with { Id = "Consulting" }],
                    Solutions =
                    [
                        needs.Solutions[0] with
                        {
                            Id = "SOL-67890-XYZ",
                            Name = "Contoso Data Lake",
                            Price = 5000m,
                            Quantity = 5m,
                            Currency = "CAD",
                            PublisherName = "Contoso",
                            ClosingDateTime = ClosesOn,
                        },
                    ],
                    AdditionalRequirements = more with
                    {
                        Iot = more.Iot! with
                        {
                            CustomerLicenseAgreementNumber = "CLA-50",
                            DeviceCategory = "Gateway",
                            SiliconType = "Arm",
                            AzureCertifiedDevice = true,
                            AttachServices = true,
                        },
                        Attributes = [RequirementAttribute.CustomerMarketplaceIntent(CustomerMarketplaceIntent.Yes)],
                    },
                },
            },
            Team =
            [
                referral.Team[0] with
                {
                    FirstName = "Eve",
                    LastName = "Example",
                    PhoneNumber = "5550198",
                    Email = "eve@contoso.example.com",
                },
            ],
        };
    }

    public static void Change(PlainReferral referral)
    {
        referral.Name = "Tailspin data platform";
        referral.ExternalReferenceId = "CRM-50";
        referral.CampaignId = "CAM-50";
        referral.Favorite = true;
        referral.SalesStage = SalesStage.Propose.Value;
        referral.Links = null;
        PlainCustomerProfile customer = referral.CustomerProfile!;
        customer.Name = "Tailspin";
        customer.Size = CustomerSize.From51To250.Value;
        customer.Ids![0].Id = "000000002";
        PlainAddress address = customer.Address!;
        address.AddressLine1 = "2 Sample Street";
        address.AddressLine2 = "Floor 5";
        address.City = "Exampleton";
        address.State = "ON";
        address.PostalCode = "A1A 1A1";
        address.Country = "CA";
        address.Region = "East";
        PlainMember contact = customer.Team![0];
        contact.FirstName = "Dee";
        contact.LastName = "Sample";
        contact.PhoneNumber = "5550199";
        contact.Email = "dee@tailspin.example.com";
        contact.Title = "Buyer";
        contact.ContactPreference!.Locale = "fr-CA";
        contact.ContactPreference.DisableNotifications = true;
        PlainConsent consent = referral.Consent!;
        consent.ConsentToContact = false;
        consent.ConsentToToShareInfoWithOthers = false;
        consent.ConsentToShareReferralWithMicrosoftSellers = false;
        consent.ConsentToMicrosoftToContactSpecificPartners = true;
        PlainReferralDetails details = referral.Details!;
        details.Notes = "Moves its offices, too.";
        details.DealValue = 250_000m;
        details.Currency = "CAD";
        details.ClosingDateTime = ClosesOn;
        PlainReferralRequirements needs = details.Requirements!;
        needs.Industries![0].Id = "Education";
        needs.Products![0].Id = "Dynamics365";
        needs.Services![0].Id = "Consulting";
        PlainSolutionTag solution = needs.Solutions![0];
        solution.Id = "SOL-67890-XYZ";
        solution.Name = "Contoso Data Lake";
        solution.Price = 5000m;
        solution.Quantity = 5m;
        solution.Currency = "CAD";
        solution.PublisherName = "Contoso";
        solution.ClosingDateTime = ClosesOn;
        PlainIotRequirements iot = needs.AdditionalRequirements!.Iot!;
        iot.CustomerLicenseAgreementNumber = "CLA-50";
        iot.DeviceCategory = "Gateway";
        iot.SiliconType = "Arm";
        iot.AzureCertifiedDevice = true;
        iot.AttachServices = true;
        needs.AdditionalRequirements.Attributes![0].Id = CustomerMarketplaceIntent.Yes.Value;
        PlainMember seller = referral.Team![0];
        seller.FirstName = "Eve";
        seller.LastName = "Example";
        seller.PhoneNumber = "5550198";
        seller.Email = "eve@contoso.example.com";
    }

    public static void Change(KiotaReferral referral)
    {
        referral.Name = "Tailspin data platform";
        referral.ExternalReferenceId = "CRM-50";
        referral.CampaignId = "CAM-50";
        referral.Favorite = true;
        referral.SalesStage = SalesStage.Propose.Value;
        referral.Links = null;
        KiotaCustomerProfile customer = referral.CustomerProfile!;
        customer.Name = "Tailspin";
        customer.Size = CustomerSize.From51To250.Value;
        customer.Ids![0].Id = "000000002";
        KiotaAddress address = customer.Address!;
        address.AddressLine1 = "2 Sample Street";
        address.AddressLine2 = "Floor 5";
        address.City = "Exampleton";
        address.State = "ON";
        address.PostalCode = "A1A 1A1";
        address.Country = "CA";
        address.Region = "East";
        KiotaMember contact = customer.Team![0];
        contact.FirstName = "Dee";
        contact.LastName = "Sample";
        contact.PhoneNumber = "5550199";
        contact.Email = "dee@tailspin.example.com";
        contact.Title = "Buyer";
        contact.ContactPreference!.Locale = "fr-CA";
        contact.ContactPreference.DisableNotifications = true;
        KiotaConsent consent = referral.Consent!;
        consent.ConsentToContact = false;
        consent.ConsentToToShareInfoWithOthers = false;
        consent.ConsentToShareReferralWithMicrosoftSellers = false;
        consent.ConsentToMicrosoftToContactSpecificPartners = true;
        KiotaReferralDetails details = referral.Details!;
        details.Notes = "Moves its offices, too.";
        details.DealValue = 250_000m;
        details.Currency = "CAD";
        details.ClosingDateTime = ClosesOn;
        KiotaReferralRequirements needs = details.Requirements!;
        needs.Industries![0].Id = "Education";
        needs.Products![0].Id = "Dynamics365";
        needs.Services![0].Id = "Consulting";
        KiotaSolutionTag solution = needs.Solutions![0];
        solution.Id = "SOL-67890-XYZ";
        solution.Name = "Contoso Data Lake";
        solution.Price = 5000m;
        solution.Quantity = 5m;
        solution.Currency = "CAD";
        solution.PublisherName = "Contoso";
        solution.ClosingDateTime = ClosesOn;
        KiotaIotRequirements iot = needs.AdditionalRequirements!.Iot!;
        iot.CustomerLicenseAgreementNumber = "CLA-50";
        iot.DeviceCategory = "Gateway";
        iot.SiliconType = "Arm";
        iot.AzureCertifiedDevice = true;
        iot.AttachServices = true;
        needs.AdditionalRequirements.Attributes![0].Id = CustomerMarketplaceIntent.Yes.Value;
        KiotaMember seller = referral.Team![0];
        seller.FirstName = "Eve";
        seller.LastName = "Example";
        seller.PhoneNumber = "5550198";
        seller.Email = "eve@contoso.example.com";
    }
}
