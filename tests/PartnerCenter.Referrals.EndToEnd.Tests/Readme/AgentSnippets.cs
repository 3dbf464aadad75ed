using System.Net;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

/// <summary>Runs what docs/coding-agents.md shows: the ten calls, and the five mistakes with what each one leads to.</summary>
public sealed class AgentSnippets
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deal_is_created_and_Microsoft_invited()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync();
        IReferralsClient client = host.Client;
        DealTerms terms = Terms.Whole;
        DealTerms otherTerms = Terms.Whole with { ExternalReferenceId = "CRM-4712" };

        #region agent-create
        // 1. Create a deal. The compiler names each member of DealTerms that you have to set.
        Referral deal = await client.CreateAsync(Deal.CoSell(terms));

        // 2. Invite Microsoft into the deal's engagement. The result is Microsoft's record, with an id and a status of its own.
        Referral connected = await client.InviteAsync(deal, Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo));

        // 3. Or do both at once. CoSellIncompleteException holds the deal if only the invitation failed.
        CoSellEngagement engagement = await client.CreateCoSellAsync(
            Deal.CoSell(otherTerms), Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther));
        #endregion

        Assert.Equal(deal.EngagementId, connected.EngagementId);
        Assert.NotEqual(deal.EngagementId, engagement.Deal.EngagementId);
        Assert.Equal(4, host.Emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task Referrals_are_read_listed_and_followed()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync();
        IReferralsClient client = host.Client;
        Referral deal = await client.CreateAsync(Deals.Draft());
        string id = deal.Id;
        Bookmark bookmark = new();
        List<string?> names = [];
        List<Referral> changed = [];

        #region agent-read
        // 4. Read one referral. ReferralNotFoundException: it does not exist, or this user may not see it.
        Referral current = await client.GetAsync(id);

        // 5. List with a filter. Each page is fetched when the enumeration reaches it.
        ReferralQuery query = new() { Filter = ReferralFilter.Status == ReferralStatus.Active };
        await foreach (Referral referral in client.ListAsync(query))
        {
            names.Add(referral.Name);
        }

        // 6. List the records of all parties in the deal's engagement.
        List<Referral> related = await client.ListRelatedAsync(current).ToListAsync();

        // 7. Read what changed since a checkpoint, and store the new checkpoint after each batch.
        ChangeCheckpoint since = await bookmark.LoadAsync() is { } stored ? ChangeCheckpoint.Parse(stored) : ChangeCheckpoint.Beginning;
        await foreach (ReferralChanges changes in client.ListChangesAsync(since))
        {
            changed.AddRange(changes.Referrals);
            await bookmark.SaveAsync(changes.Checkpoint.Value);
        }
        #endregion

        Assert.Equal([deal.Name], names);
        Assert.Equal([id], related.Select(referral => referral.Id));
        Assert.Equal([id], changed.Select(referral => referral.Id));
        Assert.NotNull(await bookmark.LoadAsync());
    }

    [Fact]
    public async Task A_deal_is_changed_won_and_registered()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using ReadmeHost host = await ReadmeHost.SetAsync(
            new ReferralsEmulatorOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromDays(60) });
        IReferralsClient client = host.Client;
        string id = (await client.CreateAsync(Deals.Draft())).Id;
        clock.Advance(TimeSpan.FromHours(72));

        #region agent-change
        // 8. Change a referral. The function may run several times, so let it do nothing but return the changed record.
        Referral updated = await client.UpdateAsync(id, current => current with { Name = "Fabrikam data platform, phase 2" });

        // 9. Move it through its lifecycle: AcceptAsync, DeclineAsync, AdvanceAsync, CloseAsWonAsync, CloseAsLostAsync.
        Referral won = await client.CloseAsWonAsync(updated);

        // 10. Register a won deal.
        Referral registered = await client.RegisterDealAsync(won, new DealRegistration
        {
            Type = RegistrationType.AzureIPCoSell,
            Contract = new RegistrationContract { Value = 25_000m, Currency = "USD", Term = ContractTerm.Perpetual },
            SolutionDetails =
                [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 25_000m, Currency = "USD", IsDeployedOnAzure = true }],
        });
        #endregion

        Assert.Equal("Fabrikam data platform, phase 2", registered.Name);
        Assert.Equal(RegistrationStatus.ReviewPending, registered.RegistrationStatus);
    }

    [Fact]
    public async Task A_patch_without_a_guard_overwrites_a_change()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync();
        IReferralsClient client = host.Client;
        string id = (await client.CreateAsync(Deals.Draft())).Id;
        Referral read = await client.GetAsync(id);
        await client.PatchAsync(read, new ReferralPatch().DealValue(100_000m)); // Somebody else is faster.

        #region agent-unguarded
        // Wrong: a change that somebody made after the read is lost.
        await client.PatchUnconditionallyAsync(id, new ReferralPatch().DealValue(read.Details!.DealValue + 5_000m));
        #endregion

        Assert.Equal(30_000m, (await client.GetAsync(id)).Details?.DealValue);

        #region agent-guarded
        // Right: it writes with the ETag, and applies the function again to what others have written.
        await client.UpdateAsync(id, current => current with
        {
            Details = current.Details! with { DealValue = current.Details.DealValue + 5_000m },
        });
        #endregion

        Assert.Equal(35_000m, (await client.GetAsync(id)).Details?.DealValue);
    }

    [Fact]
    public async Task A_second_retry_handler_creates_a_deal_twice()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync(around: network => new RetryHandler { InnerHandler = network });
        host.Emulator.Faults.Next(EmulatedOperation.Create, Fault.ResetAfterHandling);

        await host.Client.CreateAsync(Deals.Draft());

        Assert.Equal(2, host.Emulator.GetReferrals().Count);
    }

    [Fact]
    public void A_client_is_registered_without_a_handler()
    {
        ServiceCollection services = new();
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(
            [new("TenantId", "contoso.onmicrosoft.com"), new("ClientId", "11111111-2222-3333-4444-555555555555"), new("RefreshToken", "x")])
            .Build();

        WithRetryHandler(new ServiceCollection());

        #region agent-no-handler
        // Right: the client itself retries what is safe to retry.
        services.AddPartnerCenterReferrals(section);
        #endregion

        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<IReferralsClient>());

        void WithRetryHandler(ServiceCollection services)
        {
            #region agent-retry-handler
            // Wrong: if the response to a create is lost, this handler sends the create again, and there are two deals.
            services.AddPartnerCenterReferrals(section).AddHttpMessageHandler(() => new RetryHandler());
            #endregion
        }
    }

    [Fact]
    public async Task A_client_per_call_requests_a_token_per_call()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        int tokens = 0;
        ReferralsClientOptions options = new()
        {
            Endpoint = emulator.Endpoint,
            Credential = ReferralsCredential.FromTokenProvider((_, _) =>
            {
                tokens++;
                return ValueTask.FromResult(new ReferralsAccessToken(emulator.IssueToken(), DateTimeOffset.UtcNow.AddHours(1)));
            }),
        };
        emulator.Seed(count: 1, seed: 1);
        string id = (string)emulator.GetReferrals()[0]["id"]!;

        #region agent-client-per-call
        // Wrong: each call opens new connections, requests a new token, and forgets a Retry-After that the service sent.
        async Task<Referral> ReadAsync(string referralId)
        {
            using ReferralsClient client = ReferralsClient.Create(options);
            return await client.GetAsync(referralId);
        }
        #endregion

        await ReadAsync(id);
        await ReadAsync(id);
        Assert.Equal(2, tokens);

        using ReferralsClient shared = ReferralsClient.Create(options);
        DealReader reader = new(shared);
        await reader.ReadAsync(id);
        await reader.ReadAsync(id);
        Assert.Equal(3, tokens);
    }

    #region agent-one-client
    // Right: one client for the process, from the container.
    public sealed class DealReader(IReferralsClient client)
    {
        public Task<Referral> ReadAsync(string id) => client.GetAsync(id);
    }
    #endregion

    [Fact]
    public async Task A_create_is_not_sent_again_after_an_unknown_outcome()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync();
        IReferralsClient client = host.Client;
        Referral draft = Deals.Draft() with { ExternalReferenceId = null };
        List<Guid?> review = [];
        host.Emulator.Faults.Next(EmulatedOperation.Create, Fault.ResetAfterHandling);

        #region agent-retry
        // Wrong: the first create may have succeeded, and then there are two deals.
        try
        {
            await client.CreateAsync(draft);
        }
        catch (ReferralsException)
        {
            await client.CreateAsync(draft);
        }
        #endregion

        Assert.Equal(2, host.Emulator.GetReferrals().Count);
        host.Emulator.Faults.Next(EmulatedOperation.Create, Fault.ResetAfterHandling);

        #region agent-no-retry
        // Right: let a person look for the deal. Give each draft an ExternalReferenceId, and the client can look for it by itself.
        try
        {
            await client.CreateAsync(draft);
        }
        catch (ReferralOutcomeUnknownException unknown)
        {
            review.Add(unknown.CorrelationId);
        }
        #endregion

        Assert.Single(review);
        Assert.Equal(3, host.Emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task A_projection_is_not_written_back()
    {
        await using ReadmeHost host = await ReadmeHost.SetAsync();
        IReferralsClient client = host.Client;
        await client.CreateAsync(Deals.Draft());
        List<NameLine> lines = await client.ListAsync(null, NameContext.Default.NameLine).ToListAsync(Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(() => WriteBackAsync(lines));
        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)host.Emulator.Requests[^1].StatusCode);
        Assert.Equal("GET", host.Emulator.Requests[^1].Method);

        #region agent-projection-update
        // Right: update by the id. The update reads the whole referral first.
        foreach (NameLine line in lines)
        {
            await client.UpdateAsync(line.Id, current => current with { Name = line.Name + ", phase 2" });
        }
        #endregion

        Assert.Equal("Fabrikam data platform, phase 2", (string?)Assert.Single(host.Emulator.GetReferrals())["name"]);

        async Task WriteBackAsync(List<NameLine> lines)
        {
            #region agent-projection-replace
            // Wrong: the projection lacks most of the referral, and a replace would delete the rest. Without an ETag, it throws.
            foreach (NameLine line in lines)
            {
                await client.ReplaceAsync(new Referral { Id = line.Id, Name = line.Name + ", phase 2" });
            }
            #endregion
        }
    }

    /// <summary>Retries once whatever fails, as a handler does that does not tell a read from a create.</summary>
    private sealed class RetryHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}

#region agent-projection
public sealed record NameLine(string Id, string? Name); // read by client.ListAsync(query, NameContext.Default.NameLine)

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NameLine))]
public sealed partial class NameContext : JsonSerializerContext;
#endregion
