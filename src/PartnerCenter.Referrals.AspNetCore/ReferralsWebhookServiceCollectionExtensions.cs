using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register the receiver of Partner Center's webhooks.</summary>
public static class ReferralsWebhookServiceCollectionExtensions
{
    /// <summary>Registers the receiver of webhooks, configured by settings.</summary>
    /// <param name="services">The service collection to add the receiver to.</param>
    /// <param name="section">
    /// The section with the settings, which have the names of <see cref="ReferralsWebhookOptions"/> and
    /// <see cref="ReferralWebhookVerifierOptions"/>: <c>QueueCapacity</c>, <c>MaxConcurrentEvents</c>, <c>MaxHandlerAttempts</c>,
    /// <c>HandlerRetryDelay</c>, <c>HandlerTimeout</c>, <c>MaxRememberedEvents</c>, <c>ClientKey</c>, <c>CertificateHosts</c> (a list),
    /// <c>CheckRevocation</c>, <c>RequireMicrosoftRoot</c> and <c>TrustedRoots</c> (a list of certificates, as PEM text or as base64).
    /// </param>
    /// <param name="configure">A function that runs after the settings are read; null for none.</param>
    /// <returns>The service collection.</returns>
    /// <remarks>
    /// Register at least one handler with <see cref="AddReferralsWebhookHandler{THandler}"/>, and map the address with
    /// <c>app.MapReferralsWebhook</c>. Handlers read referrals with the client that <c>AddPartnerCenterReferrals</c> registers.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddReferralsWebhook(
        this IServiceCollection services, IConfiguration section, Action<ReferralsWebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, options =>
        {
            WebhookSettings.Apply(section, options);
            configure?.Invoke(options);
        });
    }

    /// <summary>Registers the receiver of webhooks, configured in code.</summary>
    /// <param name="services">The service collection to add the receiver to.</param>
    /// <param name="configure">A function that sets the options; null for the defaults.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddReferralsWebhook(
        this IServiceCollection services, Action<ReferralsWebhookOptions>? configure = null) =>
        Add(services, options => configure?.Invoke(options));

    /// <summary>Registers a handler of events. All registered handlers are called, each in a scope of its own.</summary>
    /// <typeparam name="THandler">The handler. It is created again for each call.</typeparam>
    /// <param name="services">The service collection to add the handler to.</param>
    /// <returns>The service collection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddReferralsWebhookHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IServiceCollection services)
        where THandler : class, IReferralWebhookHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddScoped<IReferralWebhookHandler, THandler>();
    }

    private static IServiceCollection Add(IServiceCollection services, Action<ReferralsWebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ReferralsWebhookOptions>()
            .Configure(configure)
            .Validate<IServiceProviderIsService>(
                static (_, registered) => registered.IsService(typeof(IReferralWebhookHandler)),
                "No handler is registered for the webhook: call AddReferralsWebhookHandler.")
            .Validate<IServiceProvider>(
                static (options, provider) => options.ClientKey is not { } key
                    || provider.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(IReferralsClient), key) != false,
                "ClientKey names a client that is not registered: call AddPartnerCenterReferrals with that name.")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReferralsWebhookOptions>, WebhookOptionsValidation>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.TryAddSingleton(provider =>
            ReferralWebhookVerifier.Create(provider.GetRequiredService<IOptions<ReferralsWebhookOptions>>().Value.Verifier));
        services.TryAddSingleton<WebhookQueue>();
        services.TryAddSingleton<WebhookMetrics>();
        services.TryAddSingleton<WebhookEndpoint>();
        services.TryAddSingleton<HandlerCaller>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookDispatcher>());
        return services;
    }
}
