// The first program of somebody who installed the packages: compiled and run in an empty project outside the repository.
using PartnerCenter.Referrals;
using PartnerCenter.Referrals.Emulator;

await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync();
using ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions
{
    Endpoint = emulator.Endpoint,
    Credential = ReferralsCredential.FromRefreshToken(
        emulator.TenantId, emulator.ClientId, emulator.ClientSecret, emulator.RefreshToken,
        new ReferralsCredentialOptions { HttpMessageHandler = emulator.CreateEntraHandler() }),
});

await foreach (Referral referral in client.ListAsync(new ReferralQuery { Filter = ReferralFilter.Raw("status eq 'New'"), Top = 10 }))
{
    Console.WriteLine($"{referral.Id} {referral.Status}");
}

Console.WriteLine($"{emulator.Requests.Count} requests");
