using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register the client of the Partner Center Referrals API.</summary>
public static class PartnerCenterReferralsServiceCollectionExtensions
{
    private const string HttpClientPrefix = "PartnerCenter.Referrals";

    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons that are configured by settings.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="section">
    /// The section with the settings, all on one level. The credential consists of <c>TenantId</c>, <c>ClientId</c>, <c>ClientSecret</c>,
    /// <c>RefreshToken</c>, <c>RefreshTokenFile</c>, <c>RefreshTokenStore</c>, <c>HandleClaimsChallenges</c> and <c>AuthorityHost</c>;
    /// without a refresh token and a store for it, the client requests App tokens. If no file is set, an
    /// <see cref="IRefreshTokenStore"/> of the container is the store: for a client with a name, the keyed service with that name.
    /// <c>RefreshTokenStore</c> (<c>File</c> or <c>Service</c>) requires one of the two. The other settings have the names of
    /// <see cref="ReferralsClientOptions"/>: <c>Endpoint</c> (an address, <c>Production</c> or <c>V1</c>), <c>Timeout</c>,
    /// <c>AttemptTimeout</c>, <c>RetryDelay</c>, <c>MaxAttempts</c>, <c>MaxConflictRetries</c>, <c>ResolveUnknownOutcomes</c>,
    /// <c>CheckOpenInvitations</c>, <c>MaxResponseSize</c>, <c>ClientValidation</c> and <c>ApplicationName</c>. The settings are read when
    /// the client is first created.
    /// </param>
    /// <param name="configure">
    /// A function that runs after the settings are read, for options that settings cannot hold, such as another credential; null for none.
    /// </param>
    /// <returns>
    /// A builder to which you can add message handlers. They run inside the client's own handlers and see the bearer token. Do not add a
    /// second retry: it would also retry writes that must not be sent twice.
    /// </returns>
    /// <remarks>
    /// A host does not start with wrong settings: it throws an <see cref="OptionsValidationException"/> that names each of them.
    /// </remarks>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, IConfiguration section, Action<IServiceProvider, ReferralsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, Options.Options.DefaultName, section, configure);
    }

    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons that are configured in code.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="configure">
    /// A function that sets the options. It runs once, when the client is first resolved or the host starts.
    /// </param>
    /// <returns>
    /// A builder to which you can add message handlers. They run inside the client's own handlers and see the bearer token. Do not add a
    /// second retry: it would also retry writes that must not be sent twice.
    /// </returns>
    public static IHttpClientBuilder AddPartnerCenterReferrals(this IServiceCollection services, Action<ReferralsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, null, (_, options) => configure(options));
    }

    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons that are configured in code with the help
    /// of other services.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="configure">
    /// A function that sets the options. It runs once, when the client is first resolved or the host starts.
    /// </param>
    /// <returns>
    /// A builder to which you can add message handlers. They run inside the client's own handlers and see the bearer token. Do not add a
    /// second retry: it would also retry writes that must not be sent twice.
    /// </returns>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, Action<IServiceProvider, ReferralsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, Options.Options.DefaultName, null, configure);
    }

    /// <summary>
    /// Registers one of several clients under a name, as keyed singletons, with its own credential and token.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="name">The key to resolve the client by.</param>
    /// <param name="section">The section with the settings, which are the same as for the client without a name.</param>
    /// <param name="configure">A function that runs after the settings are read; null for none.</param>
    /// <returns>A builder to which you can add message handlers for this client.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
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

    /// <summary>
    /// Registers one of several clients under a name, as keyed singletons, with its own credential and token.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="name">The key to resolve the client by.</param>
    /// <param name="configure">
    /// A function that sets the options. It runs once, when the client is first resolved or the host starts.
    /// </param>
    /// <returns>A builder to which you can add message handlers for this client.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IHttpClientBuilder AddPartnerCenterReferrals(
        this IServiceCollection services, string name, Action<ReferralsClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, name, null, (_, options) => configure(options));
    }

    /// <summary>
    /// Registers one of several clients under a name, as keyed singletons that are configured in code with the help of other services.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="name">The key to resolve the client by.</param>
    /// <param name="configure">
    /// A function that sets the options. It runs once, when the client is first resolved or the host starts.
    /// </param>
    /// <returns>A builder to which you can add message handlers for this client.</returns>
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
                    new ReferralsSettings(section, RefreshTokenStoreOf(provider, name)).ApplyTo(options);
                }

                options.LoggerFactory = provider.GetService<ILoggerFactory>();
                configure?.Invoke(provider, options);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReferralsClientOptions>>(provider => new SettingsValidation(
            name, section, section is null ? null : RefreshTokenStoreOf(provider, name)));

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
            // The factory's own logger writes the headers to structured logs unredacted, including the bearer token (tried, level Trace).
            .RemoveAllLoggers()
            // Removes the handlers that an application adds to all its HTTP clients, such as service defaults with a retry, because they
            // would retry creates and invitations. Handlers that are added to the returned builder come later and stay.
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear())
            .ConfigurePrimaryHttpMessageHandler(
                provider => ReferralsTransport.NewSocketsHandler(OptionsOf(provider, name).Endpoint))
            // The connection pool renews its connections itself, and the client lives as long as the process.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    // A client with a name never gets the store without a key, which would mix the sign-ins of two clients.
    private static IRefreshTokenStore? RefreshTokenStoreOf(IServiceProvider provider, string name) =>
        name.Length == 0 ? provider.GetService<IRefreshTokenStore>() : provider.GetKeyedService<IRefreshTokenStore>(name);

    private static ReferralsClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<ReferralsClientOptions>>().Get(name);

    private static ReferralsClient Create(IServiceProvider provider, string name, string httpName)
    {
        ReferralsClientOptions options = OptionsOf(provider, name);
        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(httpName);
        return ReferralsClient.Create(options, handler);
    }
}
