using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a setting that cannot work stops the start, alone and by name, and that what works does not.</summary>
public sealed class WrongSettingsTests
{
    private static readonly Dictionary<string, string?> Sound = new()
    {
        ["TenantId"] = "contoso.onmicrosoft.com",
        ["ClientId"] = "11111111-2222-3333-4444-555555555555",
        ["ClientSecret"] = "planted-secret",
        ["RefreshToken"] = "planted-token",
    };

    [Theory]
    [InlineData("TenantId", null, "is missing")]
    [InlineData("TenantId", "common", "must be that of the partner")]
    [InlineData("TenantId", "Organizations", "must be that of the partner")]
    [InlineData("TenantId", "contoso planted", "must be a GUID or a domain")]
    [InlineData("ClientId", null, "is missing")]
    [InlineData("ClientId", "planted app", "must be a GUID")]
    [InlineData("RefreshToken", null, "is missing")]
    [InlineData("RefreshToken", "  ", "is missing")]
    [InlineData("RefreshToken", "planted token", "must consist of visible ASCII characters")]
    [InlineData("RefreshTokenFile", "/planted/no/such/directory/token", "must be the path of a file in a directory that exists")]
    [InlineData("RefreshTokenFile", "planted\0token", "must be the path of a file in a directory that exists")]
    [InlineData("RefreshTokenFile", ".", "must be the path of a file in a directory that exists")]
    [InlineData("RefreshTokenFile", "./", "must be the path of a file in a directory that exists")]
    [InlineData("ClientValidation", "1", "must be All, ApiOnly or None")]
    [InlineData("ClientValidation", "All, None", "must be All, ApiOnly or None")]
    [InlineData("RefreshTokenStore", "planted", "must be File or Service")]
    [InlineData("RefreshTokenStore", "Service", "the container has no IRefreshTokenStore")]
    [InlineData("Credential", "planted", "must be RefreshToken or AppOnly")]
    [InlineData("Credential", "AppOnly", "must not be AppOnly beside a refresh token")]
    [InlineData("Proxy", "planted", "must be an absolute http or https address")]
    [InlineData("Proxy", "planted.example.com:8080", "must be an absolute http or https address")]
    [InlineData("Proxy", "socks5://planted.example.com", "must be an absolute http or https address")]
    [InlineData("Proxy", "http://user:planted@proxy.example.com", "without a user name and a path")]
    [InlineData("Proxy", "http://proxy.example.com/planted", "without a user name and a path")]
    [InlineData("AuthorityHost", "planted", "must be an absolute https address")]
    [InlineData("AuthorityHost", "http://login.example.com", "must be an absolute https address")]
    [InlineData("AuthorityHost", "https://login.example.com/planted", "must have no path")]
    [InlineData("HandleClaimsChallenges", "planted", "must be true or false")]
    [InlineData("Endpoint", "https://api.partner.microsoft.com", "such as https://api.partner.microsoft.com/v1.0/engagements/referrals")]
    [InlineData("Endpoint", "planted", "such as https://api.partner.microsoft.com/v1.0/engagements/referrals")]
    [InlineData("Endpoint", "http://api.example.com/referrals", "must be https")]
    [InlineData("Timeout", "planted", "must be a time such as 00:01:40")]
    [InlineData("Timeout", "30", "must be a time such as 00:01:40")]
    [InlineData("Timeout", "00:00:00.005", "must be between 10 milliseconds and one day")]
    [InlineData("AttemptTimeout", "00:01:41", "must not be longer than Timeout, which limits all attempts of a call together")]
    [InlineData("RetryDelay", "00:00:31", "must be between zero and 30 seconds, the longest delay between two attempts")]
    [InlineData("MaxAttempts", "0", "must be at least 1")]
    [InlineData("ApplicationName", "planted two words", "must be a word")]
    [InlineData("RefreshTokn", "planted", "is not a known setting. Did you mean RefreshToken?")]
    [InlineData("Refresh-Token", "planted", "is not a known setting. Did you mean RefreshToken?")]
    [InlineData("Retries", "planted", "is not a known setting. Known settings are TenantId, ")]
    [InlineData("Retry:MaxAttempts", "planted", "is not a known setting. Did you mean MaxAttempts, beside the other settings?")]
    [InlineData("Retry:Delay", "planted", "is not a known setting. Did you mean RetryDelay, beside the other settings?")]
    [InlineData("Http:Retry:0", "planted", "is not a known setting. Settings are not nested. Known settings are TenantId, ")]
    [InlineData("Credential:Kind", "planted", "is not a known setting. Credential is a single value and has no settings beneath it.")]
    [InlineData("Credential:ClientSecret", "planted", "is not a known setting. Did you mean ClientSecret, beside the other settings?")]
    [InlineData("TenantId:0", "planted", "is not a known setting. TenantId is a single value and has no settings beneath it.")]
    public void A_wrong_setting_is_refused_at_the_start_alone_and_by_name(string name, string? value, string rule)
    {
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => Start((name, value)));

        string sentence = Assert.Single(refusal.Failures);
        Assert.StartsWith($"PartnerCenter:{name} ", sentence, StringComparison.Ordinal);
        Assert.Contains(rule, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_with_App_tokens_only_is_made_only_if_the_settings_say_so()
    {
        Assert.Contains("Credential to AppOnly", Assert.Throws<OptionsValidationException>(() => Start(("RefreshToken", ""))).Message,
            StringComparison.Ordinal);
        Assert.Contains("PartnerCenter:ClientSecret is missing", Assert.Throws<OptionsValidationException>(
            () => Start(("RefreshToken", null), ("Credential", "AppOnly"), ("ClientSecret", null))).Message, StringComparison.Ordinal);

        Assert.True(Start(("RefreshToken", null), ("Credential", "apponly")).Credential!.IsAppOnly);
        Assert.False(Start(("Credential", "RefreshToken")).Credential!.IsAppOnly);
    }

    [Fact]
    public void Wrong_settings_of_the_credential_are_found_beside_another_wrong_one()
    {
        string[] sentences = [.. Assert.Throws<OptionsValidationException>(
            () => Start(("Timeout", "soon"), ("TenantId", "common"), ("ClientId", "app"))).Failures];

        Assert.Equal(
            ["PartnerCenter:Timeout", "PartnerCenter:TenantId", "PartnerCenter:ClientId"],
            sentences.Select(sentence => sentence.Split(' ')[0]));
    }

    [Fact]
    public void Each_setting_of_an_unknown_subsection_is_refused_alone()
    {
        string[] sentences = [.. Assert.Throws<OptionsValidationException>(
            () => Start(("Retry:MaxAttempts", "3"), ("Retry", "3"), ("tenantid:0", "planted"), ("TenantId", null))).Failures];

        Assert.Equal(
            ["PartnerCenter:Retry:MaxAttempts is not", "PartnerCenter:Retry is not", "PartnerCenter:tenantid:0 is not",
                "PartnerCenter:TenantId is missing."],
            sentences.Select(sentence => string.Join(' ', sentence.Split(' ')[..3])));
    }

    [Fact]
    public void Other_sections_of_a_whole_configuration_are_none_of_the_clients()
    {
        ConfigurationManager configuration = new();
        foreach ((string name, string? value) in Sound)
        {
            configuration[name] = value;
        }

        configuration["Logging:LogLevel:Default"] = "Debug";
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("00:00:10", null, 10)]
    [InlineData("00:00:10", "00:00:10", 10)]
    [InlineData("00:00:10", "00:00:02", 2)]
    [InlineData(null, "00:01:40", 100)]
    [InlineData(null, null, 30)]
    public void An_attempt_has_no_more_time_than_its_call_unless_said_otherwise(string? call, string? attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Start(("Timeout", call), ("AttemptTimeout", attempt)).AttemptTimeout);

    [Fact]
    public void In_a_whole_configuration_only_names_that_resemble_settings_are_refused()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PATH"] = "/bin",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Retry:MaxAttempts"] = "2",
            ["TenantId"] = "contoso.onmicrosoft.com",
            ["ClientId"] = "11111111-2222-3333-4444-555555555555",
            ["RefreshToken"] = "r",
        }).Build();
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith("Retry:MaxAttempts is not a known setting.", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static ReferralsClientOptions Start(params (string Name, string? Value)[] changes)
    {
        ConfigurationManager configuration = new();
        Dictionary<string, string?> settings = new(Sound);
        foreach ((string name, string? value) in changes)
        {
            settings[name] = value;
        }

        foreach ((string name, string? value) in settings.Where(setting => setting.Value is not null))
        {
            configuration[$"PartnerCenter:{name}"] = value;
        }

        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(configuration.GetSection("PartnerCenter"));
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider.GetRequiredService<IOptions<ReferralsClientOptions>>().Value;
    }
}
