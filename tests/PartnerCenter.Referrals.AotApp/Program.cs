// Signs in, creates, invites, upgrades, patches, replaces, updates, gets, lists, lists changes, diagnoses, advances, wins and registers.
// The program is published with Native AOT and run against an emulator: what trimming breaks in the package fails here.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartnerCenter.Referrals;

if (args is not [string endpoint, string tenantId, string clientId, string clientSecret, string refreshToken])
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

Referral deal = await client.CreateAsync(new Referral
{
    Name = "Ahead of time",
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
Referral renamed = await client.ReplaceAsync(patched with { Name = "Compiled ahead of time" });
Referral again = await client.GetAsync(deal.Id);
Referral small = await client.CreateAsync(Deal.Private(new DealTerms
{
    Name = "Ahead of time, by a recipe",
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
(Referral grown, Referral helper) = await client.MakeCoSellAsync(small, Invitation.ToMicrosoft(AssistanceRequestCode.QuotesOrLicensing));
Referral updated = await client.UpdateAsync(grown.Id, current => current with { ExternalReferenceId = "CRM-1" });
int changed = 0;
await foreach (ReferralChanges changes in client.ListChangesAsync(ChangeCheckpoint.Parse(ChangeCheckpoint.Beginning.Value)))
{
    changed += changes.Referrals.Count;
}

ReferralsDiagnosis diagnosis = await client.DiagnoseAsync();
Referral won = await client.CloseAsWonAsync(await client.AdvanceAsync(again, SalesStage.Propose));
string? tooYoung = await RefusalOfRegistrationAsync();

int count = 0;
ReferralQuery engagement =
    new() { Filter = ReferralFilter.Raw($"engagementId eq '{deal.EngagementId}'"), OrderBy = ReferralOrder.CreatedDateTime.Ascending };
await foreach (Referral _ in client.ListAsync(engagement))
{
    count++;
}

try
{
    await client.GetAsync("00000000-0000-0000-0000-00000000dead");
}
catch (ReferralNotFoundException missing)
{
    Console.WriteLine($"deal {again.Status}/{again.Substatus}, connected {connected.Status}/{connected.Substatus}, "
        + $"{count} in the engagement, {missing.ErrorCode}, "
        + $"{again.Name} at {again.Details?.DealValue} with {again.Team.Count}, "
        + $"{diagnosis.Checks.Count(check => check.Outcome == DiagnosisOutcome.Passed)} checks passed, "
        + $"{small.Kind} to {grown.Kind} with {helper.Kind}, {updated.ExternalReferenceId} among {changed} changes, "
        + $"{won.Status}/{won.Substatus} at {won.SalesStage?.Percentage}%, {tooYoung}");
    return renamed.ETag == again.ETag ? 0 : 1;
}

Console.Error.WriteLine("A referral that does not exist was found.");
return 1;

// Client-side validation is off, so that the service refuses the deal, which was won too soon.
async Task<string?> RefusalOfRegistrationAsync()
{
    DealRegistration registration = new()
    {
        Type = RegistrationType.AzureIPCoSell,
        SolutionDetails =
            [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 1000m, Currency = "USD", PricingModel = PricingModel.Other }],
    };
    try
    {
        await client.RegisterDealAsync(won, registration, new ReferralCallOptions { ClientValidation = ClientValidation.None });
        return null;
    }
    catch (ReferralsException refusal)
    {
        return refusal.ErrorCode;
    }
}
