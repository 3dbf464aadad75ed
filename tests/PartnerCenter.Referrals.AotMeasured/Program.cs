// The benchmarks publish this program with Native AOT, and compare its size and its start with those of AotBaseline. Its content is fixed:
// do not add a new feature here but in AotApp, or the figure of docs/performance.md moves without a change of what was there before. It has
//   settings from a configuration section, the container, and a sign-in with a refresh token, by MSAL;
//   create, invite, patch by referral, replace, get, update, list with a filter and an order, list changes, diagnose;
//   a private deal from its terms, and the same deal made co-sell;
//   advance, close as won, register a deal;
//   the exceptions for a referral that does not exist and for a refusal.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;

// Without arguments the program only creates the client, and the benchmarks measure how long that takes.
string[] given = args is []
    ? ["https://localhost/referrals", "contoso.onmicrosoft.com", "00000000-0000-0000-0000-000000000001", "secret", "token"]
    : args;
if (given is not [string endpoint, string tenantId, string clientId, string clientSecret, string refreshToken])
{
    Console.Error.WriteLine("Arguments: endpoint tenantId clientId clientSecret refreshToken");
    return 2;
}

using LoopbackHandler entra = new(new Uri(endpoint));
ConfigurationManager configuration = new();
configuration["PartnerCenter:Endpoint"] = endpoint;
configuration["PartnerCenter:Timeout"] = "00:00:30";

ServiceCollection services = new();
services.AddPartnerCenterReferrals(configuration.GetSection("PartnerCenter"), (_, options) =>
    options.Credential = ReferralsCredential.FromRefreshToken(
        tenantId, clientId, clientSecret, refreshToken, new ReferralsCredentialOptions { HttpMessageHandler = entra }));
await using ServiceProvider provider = services.BuildServiceProvider();
ReferralsClient client = provider.GetRequiredService<ReferralsClient>();
if (args is [])
{
    return 0;
}

Referral deal = await client.CreateAsync(new Referral
{
    Name = "Measured",
    Type = ReferralType.Shared,
    Qualification = ReferralQualification.SalesQualified,
    Target = [new ReferralTarget { Type = ReferralTargetType.SolutionProfile, Id = "SOL-12345-ABC" }],
    CustomerProfile = new CustomerProfile
    {
        Name = "Fabrikam",
        Address = new Address { AddressLine1 = "1 Sample Street", City = "Sampleton", Country = "US" },
        Team = [new Member { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" }],
    },
    Consent =
        new Consent { ConsentToContact = true, ConsentToShareInfoWithOthers = true, ConsentToShareReferralWithMicrosoftSellers = true },
    Details = new ReferralDetails
    {
        DealValue = 1000m,
        Currency = "USD",
        ClosingDateTime = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero),
        Requirements = new ReferralRequirements { Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")] },
    },
    Team = [new Member { FirstName = "Ben", LastName = "Sample", PhoneNumber = "5550101", Email = "ben@contoso.example.com" }],
});
Referral connected = await client.InviteAsync(deal, Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther, "hello"));
Referral patched = await client.PatchAsync(
    deal, new ReferralPatch().DealValue(2000m).AddTeamMember(new Member { FirstName = "Cem", LastName = "Sample" }));
Referral renamed = await client.ReplaceAsync(patched with { Name = "Measured and renamed" });
Referral again = await client.GetAsync(deal.Id);

Referral small = await client.CreateAsync(Deal.Private(new DealTerms
{
    Name = "Measured, by a recipe",
    CustomerProfile = deal.CustomerProfile!,
    Solutions = [SolutionTag.Catalogue("SOL-12345-ABC")],
    DealValue = 500m,
    Currency = "USD",
    ClosingDateTime = new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero),
    Team = deal.Team,
    CustomerMarketplaceIntent = CustomerMarketplaceIntent.Yes,
    ConsentToShareInfoWithOthers = true,
    ConsentToContact = true,
}));
(Referral grown, _) = await client.MakeCoSellAsync(small, Invitation.ToMicrosoft(AssistanceRequestCode.QuotesOrLicensing));
Referral updated = await client.UpdateAsync(grown.Id, current => current with { ExternalReferenceId = "CRM-1" });

int changed = 0;
await foreach (ReferralChanges changes in client.ListChangesAsync(ChangeCheckpoint.Parse(ChangeCheckpoint.Beginning.Value)))
{
    changed += changes.Referrals.Count;
}

ReferralsDiagnosis diagnosis = await client.DiagnoseAsync();
Referral won = await client.CloseAsWonAsync(await client.AdvanceAsync(again, SalesStage.Propose));
ReferralQuery engagement =
    new() { Filter = ReferralFilter.Raw($"engagementId eq '{deal.EngagementId}'"), OrderBy = ReferralOrder.CreatedDateTime.Ascending };
int listed = 0;
await foreach (Referral _ in client.ListAsync(engagement))
{
    listed++;
}

bool isMissing = false;
try
{
    await client.GetAsync("00000000-0000-0000-0000-00000000dead");
}
catch (ReferralNotFoundException)
{
    isMissing = true;
}

// Client-side validation is off, so that the service refuses the deal, which was won too soon.
bool isRefused = false;
DealRegistration registration = new()
{
    Type = RegistrationType.AzureIPCoSell,
    SolutionDetails =
        [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 1000m, Currency = "USD", PricingModel = PricingModel.Other }],
};
try
{
    await client.RegisterDealAsync(won, registration, new ReferralCallOptions { ClientValidation = ClientValidation.None });
}
catch (ReferralsException refusal)
{
    isRefused = refusal.ErrorCode is not null;
}

bool isRight = connected.EngagementId == deal.EngagementId && renamed.ETag == again.ETag && updated.ExternalReferenceId == "CRM-1"
    && changed == 4 && listed == 2 && isMissing && isRefused && won.Status == ReferralStatus.Closed
    && diagnosis.Checks.All(check => check.Outcome != DiagnosisOutcome.Failed);
return isRight ? 0 : 1;
