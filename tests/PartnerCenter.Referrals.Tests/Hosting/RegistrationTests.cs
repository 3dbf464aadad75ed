using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_made_from_configuration_and_handlers_of_the_user_run_inside_ours()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(
            Settings(("Endpoint", "V1"), ("ApplicationName", "ContosoCrm/1.0")), (_, options) => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler)
            .AddHttpMessageHandler(() => new BearerSpy());
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal($"https://api.partner.microsoft.com/v1/referrals/{ReferralJson.Id}", _service.Only.Url);
        Assert.StartsWith("ContosoCrm/1.0 ", _service.Only.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("Bearer t", _service.Only.Headers["X-Seen"]);
        Assert.Same(provider.GetRequiredService<ReferralsClient>(), provider.GetRequiredService<IReferralsClient>());
    }

    [Fact]
    public async Task What_an_application_adds_to_all_its_clients_does_not_retry_our_writes()
    {
        _service.RespondsWith(HttpStatusCode.ServiceUnavailable);
        ServiceCollection services = new();
        services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new RetryingOnce()));
        services.AddPartnerCenterReferrals((_, options) => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler)
            .AddHttpMessageHandler(() => new BearerSpy());
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => provider.GetRequiredService<IReferralsClient>().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal("Bearer t", _service.Only.Headers["X-Seen"]);
    }

    [Fact]
    public async Task Options_are_set_in_code_with_and_without_other_services()
    {
        ServiceCollection services = new();
        services.AddSingleton("of-a-service");
        services.AddPartnerCenterReferrals(options => options.Credential = Tokens("of-the-default"))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        services.AddPartnerCenterReferrals("plain", options => options.Credential = Tokens("of-plain"))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        services
            .AddPartnerCenterReferrals("served", (provider, options) => options.Credential = Tokens(provider.GetRequiredService<string>()))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IReferralsClient[] clients =
        [
            provider.GetRequiredService<IReferralsClient>(),
            provider.GetRequiredKeyedService<IReferralsClient>("plain"),
            provider.GetRequiredKeyedService<IReferralsClient>("served"),
        ];

        foreach (IReferralsClient client in clients)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
            await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        }

        Assert.Equal(
            ["Bearer of-the-default", "Bearer of-plain", "Bearer of-a-service"],
            _service.Sent.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_default_client_set_up_with_other_services_uses_them()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ServiceCollection services = new();
        services.AddSingleton("of-a-service");
        services.AddPartnerCenterReferrals((provider, options) => options.Credential = Tokens(provider.GetRequiredService<string>()))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal("Bearer of-a-service", _service.Only.Headers["Authorization"]);
    }

    [Fact]
    public void A_registration_without_a_name_or_options_is_refused()
    {
        ServiceCollection services = new();

        Action<ReferralsClientOptions> none = null!;
        Assert.Throws<ArgumentNullException>("configure", () => services.AddPartnerCenterReferrals(none));
        Assert.Throws<ArgumentNullException>("configure", () => services.AddPartnerCenterReferrals("name", none));
        Assert.Throws<ArgumentException>("name", () => services.AddPartnerCenterReferrals("", options => options.Credential = Tokens()));
    }

    [Fact]
    public async Task Named_clients_have_settings_of_their_own()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(
            "fabrikam", Settings(("Endpoint", "https://fabrikam.example.com/referrals")),
            (_, options) => options.Credential = Tokens("of-fabrikam"))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        services.AddPartnerCenterReferrals("contoso", (_, options) => options.Credential = Tokens("of-contoso"))
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IReferralsClient>("fabrikam").GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await provider.GetRequiredKeyedService<IReferralsClient>("contoso").GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(["fabrikam.example.com", "api.partner.microsoft.com"], _service.Sent.Select(request => new Uri(request.Url).Host));
        Assert.Equal(["Bearer of-fabrikam", "Bearer of-contoso"], _service.Sent.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task The_look_before_an_invitation_is_a_setting()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(
            Settings(("CheckOpenInvitations", "false")), (_, options) => options.Credential = Tokens())
            .ConfigurePrimaryHttpMessageHandler(() => _service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IReferralsClient>().InviteAsync(
            Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        Assert.Equal("POST", _service.Only.Method);
    }

    [Fact]
    public void Wrong_settings_are_all_reported_at_start_by_name_and_never_by_value()
    {
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(Settings(
            ("TenantId", "contoso.onmicrosoft.com"),
            ("RefreshToken", "planted-secret"),
            ("Endpoint", "http://api.partner.microsoft.com/v1.0/engagements/referrals"),
            ("Timeout", "soon-planted"),
            ("AttemptTimeout", "30"),
            ("RefreshTokn", "planted-secret"),
            ("MaxAttempts", "0"),
            ("HandleClaimsChallenges", "planted"),
            ("ClientValidation", "planted")));
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        string[] expected =
        [
            "PartnerCenter:ClientId is missing", "PartnerCenter:Timeout must be", "PartnerCenter:AttemptTimeout must be a time such as",
            "PartnerCenter:RefreshTokn is not a known setting", "PartnerCenter:ClientValidation must be",
            "PartnerCenter:HandleClaimsChallenges must be true or false",
            "PartnerCenter:Endpoint must be https", "PartnerCenter:MaxAttempts must be at least 1",
        ];
        Assert.All(expected, sentence => Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal));
        Assert.Equal(expected.Length, refusal.Failures.Count());
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_for_refresh_tokens_is_a_setting_and_wins_over_the_initial_token()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "planted one planted two", Cancellation);
            ServiceCollection services = new();
            services.AddPartnerCenterReferrals(Settings(
                ("TenantId", "contoso.onmicrosoft.com"), ("ClientId", "11111111-2222-3333-4444-555555555555"),
                ("RefreshToken", "planted-initial"),
                ("RefreshTokenFile", file), ("HandleClaimsChallenges", "true")));
            await using ServiceProvider provider = services.BuildServiceProvider();

            // The file holds no valid token: the client reads it, and does not send the initial token instead.
            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => provider.GetRequiredService<ReferralsClient>().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

            Assert.Contains(Path.GetFileName(file), failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
            Assert.True(provider.GetRequiredService<IOptions<ReferralsClientOptions>>().Value.Credential!.HandleClaimsChallenges);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Settings_without_any_credential_say_so()
    {
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(Settings());
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<ReferralsClient>());

        Assert.Contains(
            "PartnerCenter:TenantId, ClientId, ClientSecret and RefreshToken are missing", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.partner.microsoft.com/referrals", "https")]
    [InlineData("http://169.254.169.254/referrals", "https")]
    [InlineData("http://localhost.evil.example.com/referrals", "https")]
    [InlineData("ftp://127.0.0.1/referrals", "https")]
    [InlineData("https://api.partner.microsoft.com/referrals?x=1", "query")]
    [InlineData("https://api.partner.microsoft.com/referrals#x", "query")]
    [InlineData("https://user:secret@api.partner.microsoft.com/referrals", "user name")]
    [InlineData("https://api.partner.microsoft.com", "full address")]
    public void An_endpoint_that_would_give_the_token_away_is_refused(string endpoint, string rule)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => _service.Client(options => options.Endpoint = new Uri(endpoint)));

        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/referrals")]
    [InlineData("http://[::1]:8080/referrals")]
    [InlineData("http://localhost:8080/referrals")]
    public void Plain_http_is_for_loopback(string endpoint) => _service.Client(options => options.Endpoint = new Uri(endpoint));

    [Fact]
    public void Every_option_out_of_range_is_refused_by_name()
    {
        Action<ReferralsClientOptions>[] wrong =
        [
            options => options.Credential = null,
            options => options.Timeout = TimeSpan.Zero,
            options => options.AttemptTimeout = TimeSpan.FromDays(2),
            options => (options.AttemptTimeout, options.Timeout) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10)),
            options => options.MaxAttempts = 0,
            options => options.RetryDelay = TimeSpan.FromSeconds(31),
            options => options.RetryDelay = TimeSpan.FromSeconds(-1),
            options => options.MaxResponseSize = 0,
            options => options.ClientValidation = (ClientValidation)7,
            options => options.ApplicationName = "two words",
            options => options.TimeProvider = null!,
            options => options.Endpoint = null!,
        ];

        Assert.All(wrong, change => Assert.Equal("options", Assert.Throws<ArgumentException>(() => _service.Client(change)).ParamName));
    }

    [Fact]
    public async Task A_call_out_of_range_is_refused_before_it_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 0 }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().GetAsync(ReferralJson.Id, new ReferralCallOptions { Timeout = TimeSpan.Zero }, Cancellation));

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void A_client_can_be_disposed_twice_and_leaves_the_callers_handler_alone()
    {
        using DisposalSpy handler = new();
        ReferralsClient client = ReferralsClient.Create(new ReferralsClientOptions { Credential = Tokens() }, handler);

        client.Dispose();
        client.Dispose();

        Assert.False(handler.IsDisposed);
    }

    public void Dispose() => _service.Dispose();

    private static ReferralsCredential Tokens(string token = "t") =>
        ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken(token, DateTimeOffset.UtcNow.AddHours(1))));

    private static IConfigurationSection Settings(params (string Name, string Value)[] settings)
    {
        ConfigurationManager configuration = new();
        foreach ((string name, string value) in settings)
        {
            configuration["PartnerCenter:" + name] = value;
        }

        return configuration.GetSection("PartnerCenter");
    }

    private sealed class RetryingOnce : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class BearerSpy : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Seen", request.Headers.Authorization!.ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class DisposalSpy : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
