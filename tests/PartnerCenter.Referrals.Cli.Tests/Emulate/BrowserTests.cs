namespace PartnerCenter.Referrals.Cli.Tests;

/// <summary>Tests the emulator's page in a real browser, where one is installed.</summary>
public sealed class BrowserTests
{
    private const string NoBrowser = "No Chromium is installed.";

    [Fact]
    public async Task Accepting_an_invitation_in_the_page_makes_it_accepted_for_a_client()
    {
        Assert.SkipWhen(Browser.Installed is null, NoBrowser);
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using ReferralsClient client = ClientOf(emulator);
        Referral invitation = await InviteAsync(client, "Fabrikam <b>data</b> platform");
        await using Browser browser = await Browser.StartAsync();

        await browser.OpenAsync(emulator.Root.AbsoluteUri);
        string before = await browser.TextAsync();
        await browser.ClickAsync($"form[action$='{invitation.Id}/accept'] button");
        string after = await browser.TextAsync();

        Assert.Contains("Fabrikam <b>data</b> platform", before, StringComparison.Ordinal);
        Assert.Contains("New/Pending", before, StringComparison.Ordinal);
        Assert.DoesNotContain("New/Pending", after, StringComparison.Ordinal);
        Assert.Equal($"{emulator.Root}#referrals", await browser.ReadAsync("location.href"));
        Referral seen = await client.GetAsync(invitation.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((ReferralStatus.Active, ReferralSubstatus.Accepted), (seen.Status, seen.Substatus));
    }

    [Fact]
    public async Task A_form_of_another_origins_page_changes_nothing()
    {
        Assert.SkipWhen(Browser.Installed is null, NoBrowser);
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        using ReferralsClient client = ClientOf(emulator);
        Referral invitation = await InviteAsync(client, "Fabrikam data platform");
        await using Browser browser = await Browser.StartAsync();
        string page = $"<form method=post action='{emulator.Root}emulator/referrals/{invitation.Id}/accept'><button>Win</button></form>";

        await browser.OpenAsync("data:text/html," + Uri.EscapeDataString(page));
        await browser.ClickAsync("button");

        Assert.Equal("The request comes from another origin's page.", await browser.TextAsync());
        Referral seen = await client.GetAsync(invitation.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ReferralStatus.New, seen.Status);
    }

    private static ReferralsClient ClientOf(RunningEmulator emulator) => ReferralsClient.Create(new ReferralsClientOptions
    {
        Endpoint = new Uri(emulator.Settings["PartnerCenter__Endpoint"]),
        Credential = ReferralsCredential.FromRefreshToken(
            emulator.Settings["PartnerCenter__TenantId"],
            emulator.Settings["PartnerCenter__ClientId"],
            emulator.Settings["PartnerCenter__ClientSecret"],
            emulator.Settings["PartnerCenter__RefreshToken"],
            new ReferralsCredentialOptions { AuthorityHost = new Uri(emulator.Settings["PartnerCenter__AuthorityHost"]) }),
    });

    private static async Task<Referral> InviteAsync(ReferralsClient client, string name)
    {
        Referral draft = Deal.CoSell(new DealTerms
        {
            Name = name,
            CustomerProfile = new CustomerProfile
            {
                Name = "Fabrikam",
                Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
                Team = [new Member { FirstName = "A", LastName = "Example", PhoneNumber = "5550100", Email = "a@fabrikam.example.com" }],
            },
            Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
            DealValue = 25_000m,
            Currency = "USD",
            ClosingDateTime = new DateTimeOffset(2100, 1, 31, 0, 0, 0, TimeSpan.Zero),
            Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
            CustomerMarketplaceIntent = CustomerMarketplaceIntent.HaveNotDecided,
            ConsentToShareInfoWithOthers = true,
            ConsentToContact = true,
            ExternalReferenceId = "CRM-4711",
        });
        Referral deal = await client.CreateAsync(draft, cancellationToken: TestContext.Current.CancellationToken);
        return await client.InviteAsync(
            deal,
            Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo),
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
