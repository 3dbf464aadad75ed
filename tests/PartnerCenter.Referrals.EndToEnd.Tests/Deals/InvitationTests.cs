using System.Net;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests invitations end to end: package, MSAL, socket, emulator.</summary>
public sealed class InvitationTests : IAsyncLifetime
{
    private ReferralsEmulator _emulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deal_is_created_and_Microsoft_invited_into_the_same_engagement(bool addressOf2018)
    {
        using ReferralsClient client = Deals.ClientOf(
            _emulator, options => options.Endpoint = addressOf2018 ? _emulator.EndpointV1 : _emulator.Endpoint);

        Referral deal = await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        Referral connected = await client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal((ReferralStatus.Active, ReferralSubstatus.Accepted), (deal.Status, deal.Substatus));
        Assert.Equal((ReferralStatus.New, ReferralSubstatus.Pending), (connected.Status, connected.Substatus));
        Assert.Equal(deal.EngagementId, connected.EngagementId);
        Assert.NotEqual(deal.Id, connected.Id);
        Assert.NotNull(connected.ExpirationDateTime);
        Assert.Equal("please help", connected.InviteContext?.Notes);
        Assert.Null(connected.Details?.Notes);

        _emulator.AcceptAsMicrosoft(connected.Id);
        ReferralQuery engagement = new() { Filter = ReferralFilter.Raw($"engagementId eq '{deal.EngagementId}'") };
        List<Referral> both = await client.ListAsync(engagement).ToListAsync(Cancellation);

        Assert.Equal([deal.Id, connected.Id], both.Select(referral => referral.Id));
        Assert.All(
            both, referral => Assert.Equal((ReferralStatus.Active, ReferralSubstatus.Accepted), (referral.Status, referral.Substatus)));
        Assert.NotEqual(connected.ETag, both[1].ETag);
    }

    [Fact]
    public async Task Microsoft_is_not_invited_twice_until_the_first_invitation_is_answered()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator);
        Referral deal = await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        Referral first = await client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation));
        _emulator.DeclineAsMicrosoft(first.Id);
        Referral second = await client.InviteAsync(deal, Deals.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Contains(first.Id, refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(3, _emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task Request_bodies_have_a_Content_Length()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator);

        await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        RecordedRequest create = Assert.Single(_emulator.Requests, request => request.Kind == RecordedRequestKind.Referrals);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(create.Body), create.ContentLength);
        Assert.False(create.Headers.ContainsKey("Transfer-Encoding"));
    }

    [Fact]
    public async Task Twenty_parallel_first_calls_sign_in_once()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation)));

        Assert.Single(_emulator.Requests, request => request.IsTokenRequest);
        Assert.Equal(20, _emulator.GetReferrals().Count);
    }

    [Fact]
    public async Task A_throttled_create_makes_one_referral()
    {
        ThrottlingOnce throttling = new();
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Endpoint = _emulator.Endpoint,
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(), DateTimeOffset.MaxValue))),
                TimeProvider = throttling.Time,
            },
            throttling);

        Task<Referral> call = client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);
        throttling.Time.Advance(await throttling.Time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2)));
        Referral created = await call;

        Assert.Equal(created.Id, Assert.Single(_emulator.GetReferrals())["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refused_app_only_token_is_explained_with_App_User()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator, options => options.Credential =
            ReferralsCredential.FromClientSecret(_emulator.TenantId, _emulator.ClientId, _emulator.ClientSecret, Deals.SignIn(_emulator)));

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
        Assert.Equal("accessDenied", refusal.ErrorCode);
        Assert.Contains("App+User", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_of_the_2018_service_accepts_an_app_only_token()
    {
        await using ReferralsEmulator of2018 = await ReferralsEmulator.StartAsync(new() { AllowAppOnlyTokens = true }, Cancellation);
        using ReferralsClient client = Deals.ClientOf(of2018, options => options.Credential =
            ReferralsCredential.FromClientSecret(of2018.TenantId, of2018.ClientId, of2018.ClientSecret, Deals.SignIn(of2018)));

        Assert.False((await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation)).IsDraft);
    }

    [Theory]
    [InlineData(AccessTokenKind.DelegatedWithoutMfa)]
    [InlineData(AccessTokenKind.WrongAudience)]
    public async Task A_token_that_the_service_refuses_is_an_authentication_failure(AccessTokenKind kind)
    {
        using ReferralsClient client = Deals.ClientOf(_emulator, options => options.Credential = ReferralsCredential.FromTokenProvider(
            (_, _) => new(new ReferralsAccessToken(_emulator.IssueToken(kind: kind), DateTimeOffset.MaxValue))));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Contains("multi-factor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_refresh_token_requires_a_new_sign_in()
    {
        _emulator.RevokeRefreshTokens();
        using ReferralsClient client = Deals.ClientOf(_emulator);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal("AADSTS50173", refusal.EntraErrorCode);
        Assert.NotNull(refusal.EntraCorrelationId);
        Assert.DoesNotContain(_emulator.RefreshToken, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_reported_without_the_secret()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator, options => options.Credential = ReferralsCredential.FromRefreshToken(
            _emulator.TenantId, _emulator.ClientId, "planted-secret", _emulator.RefreshToken, Deals.SignIn(_emulator)));

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal("AADSTS7000215", refusal.EntraErrorCode);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_of_the_service_is_reported_with_its_target()
    {
        using ReferralsClient client = Deals.ClientOf(_emulator);
        Referral without = Deals.CoSell with { Details = Deals.CoSell.Details! with { Requirements = new ReferralRequirements() } };

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => client.CreateAsync(without, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal("invalidRequest", refusal.ErrorCode);
        Assert.Contains("solutions", refusal.ErrorTarget, StringComparison.Ordinal);
        Assert.NotNull(refusal.RequestId);
    }

    [Theory]
    [InlineData(NextLinkFormat.Documented)]
    [InlineData(NextLinkFormat.RequestAddress)]
    public async Task A_listing_reads_all_pages_with_either_format_of_the_next_link(NextLinkFormat shape)
    {
        await using ReferralsEmulator paged = await ReferralsEmulator.StartAsync(
            new() { PageSize = 3, NextLinkFormat = shape }, Cancellation);
        for (int i = 0; i < 8; i++)
        {
            paged.AddReferral(new System.Text.Json.Nodes.JsonObject { ["name"] = $"lead {i}", ["status"] = i % 4 == 3 ? "Closed" : "New" });
        }

        using ReferralsClient client = Deals.ClientOf(paged);
        ReferralQuery open = new() { Filter = ReferralFilter.Raw("status eq 'New'"), OrderBy = ReferralOrder.CreatedDateTime.Ascending };
        List<ReferralPage> pages = await client.ListAsync(open).AsPages(Cancellation).ToListAsync(Cancellation);

        Assert.Equal(
            ["lead 0", "lead 1", "lead 2", "lead 4", "lead 5", "lead 6"],
            pages.SelectMany(page => page.Referrals).Select(referral => referral.Name));
        Assert.Equal(2, pages.Count);
        Assert.All(
            paged.Requests.Where(request => request.Kind == RecordedRequestKind.Referrals),
            request => Assert.Equal("/v1.0/engagements/referrals", request.Path));

        List<Referral> rest = await client.ListAsync(open with { Continuation = pages[0].Continuation }).ToListAsync(Cancellation);
        Assert.Equal(["lead 4", "lead 5", "lead 6"], rest.Select(referral => referral.Name));
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    /// <summary>Throttles the first request and passes the others on.</summary>
    private sealed class ThrottlingOnce() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _requests;

        public SignalledTime Time { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _requests) > 1
                ? await base.SendAsync(request, cancellationToken)
                : new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "1" } } };
    }
}
