using System.Net;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that each token request reaches Entra, also that of a public client, for which MSAL remembers refusals in the whole process.
/// </summary>
public sealed class EntraThrottlingTests : IDisposable
{
    private readonly MockedEntra _entra = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _entra.Dispose();

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_refusal_of_Entra_disables_no_public_client(HttpStatusCode status)
    {
        ReferralsCredential credential = Public("initial"), ofAnotherUser = Public("of-another-user");
        _entra.Refuses("temporarily_unavailable", "AADSTS90033", status).GivesUser("first").GivesUser("of-another-user", user: "grace");

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));
        string[] tokens = [(await AcquireAsync(credential)).Token, (await AcquireAsync(ofAnotherUser)).Token];

        Assert.Equal((true, "AADSTS90033"), (failure.IsTransient, failure.EntraErrorCode));
        Assert.True(Guid.TryParse(failure.EntraCorrelationId, out _));
        Assert.Equal(["first", "of-another-user"], tokens);
        Assert.Equal(["initial", "initial", "of-another-user"], _entra.Requests.Select(request => request.Form["refresh_token"]));
    }

    [Fact]
    public async Task Each_attempt_of_a_call_of_a_public_client_reaches_Entra()
    {
        using MockedService service = new();
        ReferralsClient client = service.Client(options =>
        {
            options.Credential = Public("initial");
            options.TimeProvider = TimeProvider.System; // MSAL reads the system clock.
        });
        for (int attempt = 0; attempt < 4; attempt++)
        {
            _entra.Refuses("temporarily_unavailable", "AADSTS90033", HttpStatusCode.ServiceUnavailable);
        }

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal((4, 4), (failure.Attempts, _entra.Requests.Count));
        Assert.Empty(service.Sent);
    }

    [Fact]
    public async Task The_Retry_After_of_Entra_binds_the_call_and_not_MSAL()
    {
        int requests = 0;
        using RespondingHandler entra = new(() =>
        {
            requests++;
            return MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "57"));
        });
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, null, "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra });

        for (int i = 0; i < 3; i++)
        {
            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => AcquireAsync(credential));
            Assert.Equal((true, TimeSpan.FromSeconds(57)), (failure.IsTransient, failure.RetryAfter));
        }

        Assert.Equal(3, requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    public async Task The_status_of_Entra_counts_even_if_its_body_cannot_be_read(HttpStatusCode status, bool isCut)
    {
        using RespondingHandler entra = new(() => MockedService.Response(
            status,
            isCut ? new StreamContent(new CutStream()) : new ByteArrayContent(new byte[2 * 1024 * 1024]),
            ("Retry-After", "600")));
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "secret", "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra });

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));

        Assert.Equal((true, TimeSpan.FromMinutes(10)), (failure.IsTransient, failure.RetryAfter));
        Assert.Contains($"HTTP {(int)status}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_is_cut_off_is_a_failure_of_the_connection()
    {
        using RespondingHandler entra = new(
            () => MockedService.Response(HttpStatusCode.BadRequest, new StreamContent(new CutStream())));
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "secret", "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra });

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));

        Assert.StartsWith("The sign-in service could not be reached (", failure.Finding, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_refusal_of_the_application_with_a_Retry_After_has_it_and_MSAL_sends_the_next_request()
    {
        int requests = 0;
        using RespondingHandler entra = new(() =>
        {
            requests++;
            return MockedService.Response(
                HttpStatusCode.BadRequest, new StringContent("""{"error":"invalid_client"}"""),
                ("Retry-After", "30"), (EntraResponseHandler.RenamedHeader, "7"));
        });
        ReferralsCredential credential = ReferralsCredential.FromClientSecret(
            Tenant, _client, "secret", new ReferralsCredentialOptions { HttpMessageHandler = entra });

        for (int i = 0; i < 2; i++)
        {
            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => AcquireAsync(credential));
            Assert.Equal(("invalid_client", TimeSpan.FromSeconds(30)), (failure.EntraErrorCode, failure.RetryAfter));
        }

        Assert.Equal(2, requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 2)]
    public async Task A_429_of_Entra_speaks_for_all_calls_and_a_503_for_its_own(HttpStatusCode status, int expected)
    {
        int requests = 0;
        using RespondingHandler entra = new(() =>
        {
            requests++;
            return MockedService.Response(status, null, ("Retry-After", "240"));
        });
        using MockedService service = new();
        ReferralsClient client = service.Client(options => options.Credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, "secret", "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra }));
        ReferralCallOptions once = new() { MaxAttempts = 1 };

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, once, Cancellation));
        await Assert.ThrowsAnyAsync<ReferralsException>(() => client.GetAsync(ReferralJson.Id, once, Cancellation));

        Assert.Equal(expected, requests);
    }

    [Fact]
    public async Task A_refresh_token_that_was_refused_keeps_no_later_one_of_the_store_from_Entra()
    {
        string stored = "revoked";
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            Tenant, _client, null, new CallbackRefreshTokenStore(_ => new(stored), (token, _) =>
            {
                stored = token;
                return default;
            }),
            options: new ReferralsCredentialOptions { HttpMessageHandler = _entra });
        _entra.Refuses(code: "AADSTS50173").GivesUser("first", "rotated");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential));
        stored = "of-a-new-sign-in";
        string token = (await AcquireAsync(credential)).Token;

        Assert.Equal((false, "AADSTS50173"), (refusal.IsTransient, refusal.EntraErrorCode));
        Assert.Equal(("first", "rotated"), (token, stored));
        Assert.Equal(["revoked", "of-a-new-sign-in"], _entra.Requests.Select(request => request.Form["refresh_token"]));
    }

    [Fact]
    public async Task A_silent_renewal_that_was_refused_is_asked_for_again()
    {
        int prompts = 0;
        ReferralsCredential credential = ReferralsCredential.FromDeviceCode(
            Tenant,
            _client,
            (_, _) =>
            {
                prompts++;
                return Task.CompletedTask;
            },
            new ReferralsCredentialOptions { HttpMessageHandler = _entra });
        _entra.GivesDeviceCode().GivesUser("first").Refuses(code: "AADSTS50076").GivesUser("second");
        ReferralsAccessToken first = await AcquireAsync(credential);

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential, newerThan: first.ExpiresOn, mayPrompt: false));
        ReferralsAccessToken second = await AcquireAsync(credential, newerThan: first.ExpiresOn, mayPrompt: false);

        Assert.Equal(("second", 1), (second.Token, prompts));
        Assert.Equal(2, _entra.Requests.Count(request => request.Form.GetValueOrDefault("grant_type") == "refresh_token"));
    }

    [Fact]
    public async Task A_user_who_has_to_sign_in_again_is_asked_although_the_refusal_bypasses_MSAL()
    {
        ReferralsCredential credential = ReferralsCredential.FromDeviceCode(
            Tenant, _client, (_, _) => Task.CompletedTask, new ReferralsCredentialOptions { HttpMessageHandler = _entra });
        _entra.GivesDeviceCode().GivesUser("first").Refuses("interaction_required", "AADSTS50079").GivesDeviceCode().GivesUser("second");
        ReferralsAccessToken first = await AcquireAsync(credential);

        Assert.Equal("second", (await AcquireAsync(credential, newerThan: first.ExpiresOn)).Token);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html>planted@contoso.example.com</html>")]
    [InlineData(HttpStatusCode.TooManyRequests, "")]
    [InlineData(HttpStatusCode.BadGateway, """{"error":"planted words","error_description":"planted","correlation_id":"planted"}""")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"error":{"code":"planted"},"error_description":7,"correlation_id":[]}""")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """["planted"]""")]
    public async Task A_failure_of_Entra_quotes_nothing_of_its_body(HttpStatusCode status, string body)
    {
        using RespondingHandler entra = new(() => MockedService.Response(status, new StringContent(body)));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromRefreshToken(
                Tenant, _client, null, "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra })));

        Assert.True(failure.IsTransient);
        Assert.DoesNotContain("planted", failure.ToString() + failure.EntraErrorCode, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(failure.EntraCorrelationId, out _));
    }

    private ReferralsCredential Public(string refreshToken) => ReferralsCredential.FromRefreshToken(
        Tenant, _client, null, refreshToken, new ReferralsCredentialOptions { HttpMessageHandler = _entra });

    /// <summary>A body whose connection is lost after some bytes.</summary>
    private sealed class CutStream() : MemoryStream(new byte[10])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("The connection was reset.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection was reset.");
    }

    private sealed class RespondingHandler(Func<HttpResponseMessage> response) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(response());
    }
}
