using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Partner Center referrals client.</summary>
public static class PartnerCenterReferralsServiceCollectionExtensions
{
    private const string HttpClientPrefix = "PartnerCenter.Referrals";

    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons, set up from configuration.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">
    /// Flat settings: <c>TenantId</c>, <c>ClientId</c>, <c>ClientSecret</c>, <c>RefreshToken</c> and <c>RefreshTokenFile</c> (with neither
    /// of the last two: an App token), <c>HandleClaimsChallenges</c>, <c>AuthorityHost</c>; and by the names of
    /// <see cref="ReferralsClientOptions"/>: <c>Endpoint</c> (an address, <c>Production</c> or <c>V1</c>), <c>Timeout</c>,
    /// <c>AttemptTimeout</c>, <c>RetryDelay</c>, <c>MaxAttempts</c>, <c>MaxConflictRetries</c>, <c>ResolveUnknownOutcomes</c>,
    /// <c>MaxResponseSize</c>, <c>ClientValidation</c>, <c>ApplicationName</c>. Read when the client is first made. </param>
    /// <param name="configure">Runs after the settings, for what they cannot hold, such as another credential; null for nothing.</param>
    /// <returns>
    /// A builder to add handlers with. They run inside the client's own and see the bearer token. Do not add a second retry: it would
    /// repeat writes.
    /// </returns>
    /// <remarks>
    /// A host refuses to start with wrong settings, and the <see cref="OptionsValidationException"/> names each of them.
    /// </remarks>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, IConfiguration section, Action<IServiceProvider, ReferralsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, section, configure);
    }

    /// <summary>Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons, set up in code.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options. Called once, when the client is first resolved or the host starts.</param>
    /// <returns>
    /// A builder to add handlers with. They run inside the client's own and see the bearer token. Do not add a second retry: it would
    /// repeat writes.
    /// </returns>
    public static IHttpClientBuilder AddPartnerCenterReferrals(this IServiceCollection services, Action<ReferralsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, null, (_, options) => configure(options));
    }

    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons, set up in code with other services.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options. Called once, when the client is first resolved or the host starts.</param>
    /// <returns>
    /// A builder to add handlers with. They run inside the client's own and see the bearer token. Do not add a second retry: it would
    /// repeat writes.
    /// </returns>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, Action<IServiceProvider, ReferralsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, null, configure);
    }

    /// <summary>Registers a client under a name, as keyed singletons: one of several, with a credential and a token of its own.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key to resolve it by.</param>
    /// <param name="section">The settings, as for the client without a name.</param>
    /// <param name="configure">Runs after the settings; null for nothing.</param>
    /// <returns>A builder to add handlers to this client with.</returns>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services,
        string name,
        IConfiguration section,
        Action<IServiceProvider, ReferralsClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, name, section, configure);
    }

    /// <summary>Registers a client under a name, as keyed singletons: one of several, with a credential and a token of its own.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key to resolve it by.</param>
    /// <param name="configure">Sets the options. Called once, when the client is first resolved or the host starts.</param>
    /// <returns>A builder to add handlers to this client with.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, string name, Action<ReferralsClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, null, (_, options) => configure(options));
    }

    /// <summary>Registers a client under a name, as keyed singletons: one of several, set up in code with other services.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The key to resolve it by.</param>
    /// <param name="configure">Sets the options. Called once, when the client is first resolved or the host starts.</param>
    /// <returns>A builder to add handlers to this client with.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, string name, Action<IServiceProvider, ReferralsClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, null, configure);
    }

    private static IHttpClientBuilder Add(
        IServiceCollection services, string name, IConfiguration? section, Action<IServiceProvider, ReferralsClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ReferralsClientOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                if (section is not null)
                {
                    new ReferralsSettings(section).ApplyTo(options);
                }

                options.LoggerFactory = provider.GetService<ILoggerFactory>();
                configure?.Invoke(provider, options);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReferralsClientOptions>>(new SettingsValidation(name, section));

        string httpName = name.Length == 0 ? HttpClientPrefix : $"{HttpClientPrefix}:{name}";
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => Create(provider, name, httpName));
            services.TryAddSingleton<IReferralsClient>(provider => provider.GetRequiredService<ReferralsClient>());
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name, httpName));
            services.TryAddKeyedSingleton<IReferralsClient>(
                name, (provider, key) => provider.GetRequiredKeyedService<ReferralsClient>(key));
        }

        return services.AddHttpClient(httpName)
            // The factory's own logger hands the headers to structured logs as they are, the bearer token among them (tried, level Trace).
            .RemoveAllLoggers()
            // What an application adds to all its clients (service defaults with a retry) must not repeat creates and invitations. What is
            // added to the returned builder comes later, and stays.
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
            .ConfigurePrimaryHttpMessageHandler(ReferralsTransport.NewSocketsHandler)
            // The pool renews its connections itself, and the client lives as long as the process.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static ReferralsClient Create(IServiceProvider provider, string name, string httpName)
    {
        ReferralsClientOptions options = provider.GetRequiredService<IOptionsMonitor<ReferralsClientOptions>>().Get(name);
        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(httpName);
        return ReferralsClient.Create(options, handler);
    }
}
