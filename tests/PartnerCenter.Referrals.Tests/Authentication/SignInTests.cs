using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests each kind of sign-in through MSAL: what is sent to Entra, and when nothing is sent.</summary>
public sealed class SignInTests : IDisposable
{
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1"}}}""";

    private readonly MockedEntra _entra = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    public void Dispose() => _entra.Dispose();

    [Fact]
    public async Task An_application_gets_a_newer_token_only_when_it_asks_for_one()
    {
        ReferralsCredential credential = ReferralsCredential.FromClientSecret(Tenant, "client", "planted", Options);
        _entra.GivesApp("first").GivesApp("second");

        ReferralsAccessToken first = await AcquireAsync(credential);
        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        Assert.Equal("first", (await AcquireAsync(credential, newerThan: first.ExpiresOn.AddSeconds(-1))).Token);
        Assert.Equal("second", (await AcquireAsync(credential, newerThan: first.ExpiresOn)).Token);

        Assert.Equal(["oauth2/v2.0/token", "oauth2/v2.0/token"], _entra.Requests.Select(request => request.Path));
        Assert.Equal(
            ("client_credentials", "client", "planted", Scope),
            (_entra.Last["grant_type"], _entra.Last["client_id"], _entra.Last["client_secret"], _entra.Last["scope"]));
        Assert.True(credential.IsAppOnly);
        Assert.Null(credential.CacheFailure); // No cache is configured.
        Assert.InRange(first.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claims_lead_past_the_cache_and_the_readiness_for_them_is_declared_where_asked_for(bool isReady)
    {
        ReferralsCredential credential = ReferralsCredential.FromClientSecret(
            Tenant, "client", "s", new ReferralsCredentialOptions { HttpMessageHandler = _entra, HandleClaimsChallenges = isReady });
        _entra.GivesApp("first").GivesApp("second");

        await AcquireAsync(credential);
        Assert.Equal(
            isReady, _entra.Last.TryGetValue("claims", out string? declared) && declared.Contains("cp1", StringComparison.Ordinal));
        Assert.Equal("second", (await AcquireAsync(credential, newerThan: DateTimeOffset.MaxValue, claims: Claims)).Token);

        Assert.Contains("nbf", _entra.Last["claims"], StringComparison.Ordinal);
        Assert.Equal(2, _entra.Requests.Count);
        Assert.Equal(isReady, credential.HandleClaimsChallenges);
    }

    [Fact]
    public async Task An_application_proves_itself_by_an_assertion()
    {
        _entra.GivesApp("token");

        await AcquireAsync(ReferralsCredential.FromAssertion(Tenant, "client", _ => new("of-the-platform"), Options));

        Assert.Equal("of-the-platform", _entra.Last["client_assertion"]);
    }

    [Fact]
    public async Task An_application_proves_itself_by_a_certificate_that_can_sign()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=contoso.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 withoutKey = X509CertificateLoader.LoadCertificate(certificate.RawData);
        _entra.GivesApp("token");

        await AcquireAsync(ReferralsCredential.FromCertificate(Tenant, "client", certificate, Options));
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "certificate", () => ReferralsCredential.FromCertificate(Tenant, "client", withoutKey, Options));

        Assert.Equal(3, _entra.Last["client_assertion"].Split('.').Length);
        Assert.Contains("no private RSA key", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_users_token_is_exchanged_on_behalf_of_the_user()
    {
        ReferralsCredential credential = ReferralsCredential.FromUserAssertion(Tenant, "client", "s", _ => new("of-the-user"), Options);
        _entra.GivesUser("first").GivesUser("second").GivesUser("third");

        ReferralsAccessToken first = await AcquireAsync(credential);
        Assert.Equal(("of-the-user", "on_behalf_of"), (_entra.Last["assertion"], _entra.Last["requested_token_use"]));
        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        Assert.Equal("second", (await AcquireAsync(credential, newerThan: first.ExpiresOn)).Token);
        Assert.Equal("third", (await AcquireAsync(credential, newerThan: first.ExpiresOn, claims: Claims)).Token);

        Assert.Equal(3, _entra.Requests.Count);
        Assert.False(credential.IsAppOnly || credential.IsInteractive);
    }

    [Fact]
    public async Task A_user_is_shown_a_code_once_and_not_asked_again_while_the_sign_in_lasts()
    {
        List<ReferralsDeviceCode> shown = [];
        ReferralsCredential credential = Device(shown.Add);
        _entra.GivesDeviceCode().GivesUser("first").GivesUser("second", "refresh-2").GivesUser("third");

        ReferralsAccessToken first = await AcquireAsync(credential);
        Assert.Equal("first", (await AcquireAsync(credential)).Token);
        Assert.Equal("first", (await AcquireAsync(credential, newerThan: first.ExpiresOn.AddSeconds(-1))).Token);
        ReferralsAccessToken second = await AcquireAsync(credential, newerThan: first.ExpiresOn, mayPrompt: false);
        Assert.Equal(("second", "refresh-1"), (second.Token, _entra.Last["refresh_token"]));
        Assert.Equal("third", (await AcquireAsync(credential, newerThan: DateTimeOffset.MaxValue, claims: Claims)).Token);

        ReferralsDeviceCode code = Assert.Single(shown);
        Assert.Equal(
            ("ABCD-EFGH", "https://microsoft.example.com/devicelogin", "Open the page and enter the code."),
            (code.UserCode, code.VerificationUri.AbsoluteUri, code.Message));
        Assert.InRange(code.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15.5));
        Assert.Equal(nameof(ReferralsDeviceCode), code.ToString());
        Assert.Equal(["devicecode", "token", "token", "token"], _entra.Requests.Select(request => request.Path["oauth2/v2.0/".Length..]));
    }

    [Fact]
    public async Task A_user_signs_in_again_only_where_a_prompt_is_allowed()
    {
        int prompts = 0;
        ReferralsCredential credential = Device(_ => prompts++);
        _entra.GivesDeviceCode().GivesUser("first")
            .Refuses(code: "AADSTS50173").Refuses(code: "AADSTS50173").GivesDeviceCode().GivesUser("again");
        ReferralsAccessToken first = await AcquireAsync(credential);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(credential, newerThan: first.ExpiresOn, mayPrompt: false));
        Assert.Equal(1, prompts);
        ReferralsAccessToken again = await AcquireAsync(credential, newerThan: first.ExpiresOn);

        Assert.Equal("AADSTS50173", refusal.EntraErrorCode);
        Assert.Equal(("again", 2), (again.Token, prompts));
    }

    [Fact]
    public async Task An_expired_device_code_is_a_permanent_failure()
    {
        _entra.GivesDeviceCode(lifetime: 0);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Device(_ => { })));

        Assert.Equal(("code_expired", false), (refusal.EntraErrorCode, refusal.IsTransient));
    }

    [Fact]
    public async Task A_user_signs_in_with_the_browser_of_the_programs_choice()
    {
        Uri? opened = null;
        ReferralsCredential credential = ReferralsCredential.FromBrowser(
            Tenant,
            "client",
            address =>
            {
                opened = address;
                _ = Browser.RedirectAsync(address, Cancellation);
                return Task.CompletedTask;
            },
            Options);
        _entra.GivesUser("of-the-browser");

        Assert.Equal("of-the-browser", (await AcquireAsync(credential)).Token);

        Assert.StartsWith(
            $"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/authorize?", opened!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("authorization_code", "authorization-code"), (_entra.Last["grant_type"], _entra.Last["code"]));
        Assert.StartsWith("http://localhost:", _entra.Last["redirect_uri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_cannot_be_opened_is_reported_as_a_failure_of_the_program()
    {
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(
                ReferralsCredential.FromBrowser(Tenant, "client", _ => throw new InvalidTimeZoneException("planted"), Options)));

        Assert.StartsWith("Opening the browser failed. See the inner exception.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sign_in_service_is_used_without_instance_discovery()
    {
        using MockedEntra elsewhere = new() { Address = $"https://login.contoso.example.com/{Tenant}/" };
        ReferralsCredentialOptions options = new()
        {
            HttpMessageHandler = elsewhere,
            AuthorityHost = new Uri("https://login.contoso.example.com"),
            HandleClaimsChallenges = true
        };
        elsewhere.GivesApp("of-the-app").GivesUser("of-the-user");

        Assert.Equal("of-the-app", (await AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, "client", "s", options))).Token);
        Assert.Equal(
            "of-the-user", (await AcquireAsync(ReferralsCredential.FromRefreshToken(Tenant, "client", null, "initial", options))).Token);
        Assert.All(elsewhere.Requests, request => Assert.Contains("cp1", request.Form["claims"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_application_leaves_retries_to_the_client_and_declares_no_capability()
    {
        _entra.Refuses("server_error", "AADSTS90033", HttpStatusCode.ServiceUnavailable);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(ReferralsCredential.FromRefreshToken(Tenant, $"{Guid.NewGuid()}", null, "initial", Options)));

        Assert.True(refusal.IsTransient);
        Assert.DoesNotContain("claims", Assert.Single(_entra.Requests).Form.Keys);
    }

    [Fact]
    public async Task A_handler_of_the_programs_outlives_what_it_is_used_for()
    {
        _entra.GivesApp("token");
        new TokenHttpClientFactory(_entra, TimeProvider.System).GetHttpClient().Dispose();

        Assert.Equal("token", (await AcquireAsync(ReferralsCredential.FromClientSecret(Tenant, "client", "s", Options))).Token);
    }

    [Fact]
    public async Task A_prompt_that_fails_is_reported_as_a_failure_of_the_program()
    {
        _entra.GivesDeviceCode();

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => AcquireAsync(Device(_ => throw new InvalidTimeZoneException("planted"))));

        Assert.Contains(
            "The prompt for the device code failed. See the inner exception.", failure.Message, StringComparison.Ordinal);
        Assert.Equal("The prompt for the device code failed with InvalidTimeZoneException.", failure.Finding);
        Assert.Equal("It is a callback of your program: find out why it throws.", failure.NextStep);
        Assert.IsType<InvalidTimeZoneException>(failure.InnerException);
    }

    [Fact]
    public async Task A_call_signs_its_user_in_before_its_time_begins_to_run()
    {
        using MockedService service = new();
        ReferralsClient client = service.Client(
            options => options.Credential = Device(_ => service.Time.Advance(TimeSpan.FromMinutes(10))));
        _entra.GivesDeviceCode().GivesUser("of-the-user", lifetime: 2_000_000_000); // MSAL uses this machine's clock.
        service.RespondsWith(HttpStatusCode.InternalServerError).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(2, service.Sent.Count); // There was time left for a retry.
        Assert.All(service.Sent, request => Assert.Equal("Bearer of-the-user", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_call_whose_user_does_not_sign_in_was_not_sent()
    {
        using MockedService service = new();
        ReferralsClient client = service.Client(options => options.Credential = Device(_ => { }));
        _entra.GivesDeviceCode().Refuses("access_denied", "AADSTS65004");

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.StartsWith("create was not sent. Entra refused the token request: AADSTS65004.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("create", 0), (refusal.Operation, refusal.Attempts));
        Assert.Empty(service.Sent);
    }

    private ReferralsCredential Device(Action<ReferralsDeviceCode> prompt) => ReferralsCredential.FromDeviceCode(
        Tenant,
        $"{Guid.NewGuid()}", // MSAL remembers Entra's refusals for a while, for the whole process.
        (code, _) =>
        {
            prompt(code);
            return Task.CompletedTask;
        },
        Options);
}
