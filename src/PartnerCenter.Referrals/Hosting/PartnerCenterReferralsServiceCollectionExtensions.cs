using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register the client of the Partner Center Referrals API.</summary>
public static class PartnerCenterReferralsServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ReferralsClient"/> and <see cref="IReferralsClient"/> as singletons that are configured by settings.
    /// </summary>
    /// <param name="services">The service collection to add the client to.</param>
    /// <param name="section">
    /// The section with the settings, all on one level. The credential consists of <c>TenantId</c>, <c>ClientId</c>, <c>ClientSecret</c>,
    /// <c>RefreshToken</c>, <c>RefreshTokenFile</c>, <c>RefreshTokenStore</c>, <c>Credential</c>, <c>HandleClaimsChallenges</c> and
    /// <c>AuthorityHost</c>; <c>Credential</c> is <c>AppOnly</c> for App tokens. If no file is set, an
    /// <see cref="IRefreshTokenStore"/> of the container is the store: for a client with a name, the keyed service with that name.
    /// <c>RefreshTokenStore</c> (<c>File</c> or <c>Service</c>) requires one of the two. The other settings have the names of
    /// <see cref="ReferralsClientOptions"/>: <c>Endpoint</c> (an address, <c>Production</c> or <c>V1</c>), <c>Timeout</c>,
    /// <c>AttemptTimeout</c>, <c>RetryDelay</c>, <c>MaxAttempts</c>, <c>MaxConflictRetries</c>, <c>ResolveUnknownOutcomes</c>,
    /// <c>CheckOpenInvitations</c>, <c>MaxResponseSize</c>, <c>ClientValidation</c>, <c>ApplicationName</c> and <c>ClientName</c>. The
    /// settings are read when the client is first created.
    /// </param>
    /// <param name="configure">
    /// A function that runs after the settings are read, for options that settings cannot hold, such as another credential; null for none.
    /// </param>
    /// <returns>
    /// A builder to which you can add message handlers. They run inside the client's own handlers and see the bearer token. Do not add a
    /// second retry: it would also retry writes that must not be sent twice.
    /// </returns>
    /// <remarks>
    /// <para>
    /// A host does not start with wrong settings: it throws an <see cref="OptionsValidationException"/> that names each of them. A host
    /// that has another <see cref="IReferralsClient"/>, such as a substitute in a test, starts without settings.
    /// </para>
    /// <para>
    /// The primary handler, the proxy and <c>ConfigureHttpClient</c> of the application apply, whether they are set on the builder or for
    /// all HTTP clients; the base address and the timeout are the client's own. Further handlers that are added to all HTTP clients are
    /// left out with a warning in the log, because a retry among them would send creates twice. If you register the same client again,
    /// both configurations apply in their order, and its handlers stay.
    /// </para>
    /// <para>
    /// The client turns off the redirects and cookies of such a primary handler, also where several clients share it. If another client
    /// has used the handler before, turn them off yourself: otherwise resolving the client throws an
    /// <see cref="InvalidOperationException"/>.
    /// </para>
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
        services.AddOptions<ReferralsClientOptions>(name).Configure<IServiceProvider>((options, provider) =>
        {
            options.ClientName ??= string.IsNullOrWhiteSpace(name) ? null : name;
            if (section is not null)
            {
                new ReferralsSettings(section, RefreshTokenStoreOf(provider, name)).ApplyTo(options);
            }

            options.LoggerFactory = provider.GetService<ILoggerFactory>();
            configure?.Invoke(provider, options);
        });
        services.AddSingleton<IValidateOptions<ReferralsClientOptions>>(provider => new SettingsValidation(
            name, section, section is null ? null : RefreshTokenStoreOf(provider, name)));
        return new ClientRegistration(services, name).Add();
    }

    // A client with a name never gets the store without a key, which would mix the sign-ins of two clients.
    private static IRefreshTokenStore? RefreshTokenStoreOf(IServiceProvider provider, string name) =>
        name.Length == 0 ? provider.GetService<IRefreshTokenStore>() : provider.GetKeyedService<IRefreshTokenStore>(name);
}
