using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Adds one client to a service collection, together with its HTTP handlers and the check of its settings at the start.</summary>
internal sealed class ClientRegistration(IServiceCollection services, string name)
{
    private const string HttpClientPrefix = "PartnerCenter.Referrals";

    private readonly string _httpName = name.Length == 0 ? HttpClientPrefix : $"{HttpClientPrefix}:{name}";

    /// <summary>Adds the client unless it was added before. Returns the builder of its handlers.</summary>
    public IHttpClientBuilder Add()
    {
        IHttpClientBuilder builder = services.AddHttpClient(_httpName);
        if (services.Any(service => service.ImplementationInstance is ClientRegistration other && other._httpName == _httpName))
        {
            // A second configuration of the handlers would remove those that were added to the first builder.
            return builder;
        }

        services.AddSingleton(this);
        ServiceDescriptor client = AddClient();
        AddWebhookRegistrations();
        services.AddOptions<StartCheck>(name)
            .Configure<IServiceProvider>((_, provider) =>
            {
                if (services.LastOrDefault(IsClient) == client)
                {
                    OptionsOf(provider);
                }
            })
            .ValidateOnStart();
        services.PostConfigure<HttpClientFactoryOptions>(_httpName, AddPrimaryHandler);
        return builder
            // The factory's own logger writes the headers to structured logs unredacted, including the bearer token (tried, level Trace).
            .RemoveAllLoggers()
            // Handlers that are added to the returned builder come later and stay.
            .ConfigureAdditionalHttpMessageHandlers(LeaveOut)
            // The connection pool renews its connections itself, and the client lives as long as the process.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private ServiceDescriptor AddClient()
    {
        ServiceDescriptor client;
        if (name.Length == 0)
        {
            services.TryAddSingleton(Create);
            client = ServiceDescriptor.Singleton<IReferralsClient>(provider => provider.GetRequiredService<ReferralsClient>());
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider));
            client = ServiceDescriptor.KeyedSingleton<IReferralsClient>(
                name, (provider, key) => provider.GetRequiredKeyedService<ReferralsClient>(key));
        }

        services.TryAdd(client);
        return client;
    }

    private void AddWebhookRegistrations()
    {
        if (name.Length == 0)
        {
            services.TryAddSingleton(CreateWebhookRegistrations);
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => CreateWebhookRegistrations(provider));
        }
    }

    private bool IsClient(ServiceDescriptor service) =>
        service.ServiceType == typeof(IReferralsClient) && Equals(service.ServiceKey, name.Length == 0 ? null : name);

    private ReferralsClientOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<ReferralsClientOptions>>().Get(name);

    private ReferralsClient Create(IServiceProvider provider) =>
        ReferralsClient.Create(OptionsOf(provider), HandlerOf(provider), ConfigurationOf(provider));

    // The same handlers and connections: the authorization handlers in front of them keep the tokens of the two hosts apart.
    private ReferralWebhookRegistrations CreateWebhookRegistrations(IServiceProvider provider) =>
        ReferralWebhookRegistrations.Create(OptionsOf(provider), HandlerOf(provider), ConfigurationOf(provider));

    private HttpMessageHandler HandlerOf(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(_httpName);

    private Action<HttpClient> ConfigurationOf(IServiceProvider provider)
    {
        IList<Action<HttpClient>> configurations =
            provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(_httpName).HttpClientActions;
        return http =>
        {
            foreach (Action<HttpClient> configure in configurations)
            {
                configure(http);
            }
        };
    }

    // What an application adds to all its HTTP clients, such as service defaults with a retry, would retry creates and invitations.
    private static void LeaveOut(IList<DelegatingHandler> handlers, IServiceProvider provider)
    {
        if (handlers.Count == 0)
        {
            return;
        }

        ILoggerFactory loggers = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        Log.HandlersLeftOut(
            new GuardedLogger(loggers.CreateLogger(ReferralsTelemetry.Name)),
            string.Join(", ", handlers.Select(handler => handler.GetType().FullName)));
        handlers.Clear();
    }

    // The client's own handler comes first and is looked at last, so that the application can replace it for this client or for all.
    private void AddPrimaryHandler(HttpClientFactoryOptions factory)
    {
        SocketsHttpHandler? own = null;
        factory.HttpMessageHandlerBuilderActions.Insert(0, handlers =>
        {
            ReferralsClientOptions options = OptionsOf(handlers.Services);
            handlers.PrimaryHandler = own = NewOwnHandler(options);
        });
        factory.HttpMessageHandlerBuilderActions.Add(handlers =>
        {
            HttpMessageHandler network = handlers.PrimaryHandler;
            while (network is DelegatingHandler { InnerHandler: { } inner })
            {
                network = inner;
            }

            if (network != own)
            {
                own?.Dispose();
            }

            SystemProxy? proxy = network == own ? null : SystemProxy.ExceptForThisMachine; // The client's own has its proxy.
            if (!TryRestrict(network, proxy, OptionsOf(handlers.Services)) && network == handlers.PrimaryHandler)
            {
                handlers.PrimaryHandler = new SharedHandler(network);
            }
        });
    }

    // The client and the registrations of webhooks share the handler. If only one of the two is on this machine, each request decides.
    private static SocketsHttpHandler NewOwnHandler(ReferralsClientOptions options)
    {
        Uri? registration = CollectionEndpoint.WebhookRegistrationOf(options);
        return registration is null || IsThisMachine(registration) == IsThisMachine(options.Endpoint)
            ? ReferralsTransport.NewSocketsHandler(options.Endpoint, options.Proxy)
            : ReferralsTransport.NewSocketsHandler(
                proxy: options.Proxy is { } proxy ? new ProxyExceptForThisMachine(proxy) : SystemProxy.ExceptForThisMachine);
    }

    private static bool IsThisMachine(Uri? address) => address is { IsAbsoluteUri: true } && AddressRule.IsThisMachine(address);

    // Other clients may share the handler of an application, so it gets nothing that is meant for this client only. Returns false for a
    // handler that is in use, which cannot be changed any more and need not be.
    private bool TryRestrict(HttpMessageHandler handler, SystemProxy? proxy, ReferralsClientOptions options)
    {
        try
        {
            if (handler is SocketsHttpHandler pool)
            {
                ReferralsTransport.Configure(pool, proxy);
            }
            else if (handler is HttpClientHandler { SupportsRedirectConfiguration: true, SupportsProxy: true } plain)
            {
                plain.Proxy ??= proxy;
                plain.AllowAutoRedirect = false;
                plain.UseCookies = false;
            }
        }
        catch (InvalidOperationException inUse) when (inUse is not ObjectDisposedException)
        {
            bool isLocal = IsThisMachine(options.Endpoint) || IsThisMachine(CollectionEndpoint.WebhookRegistrationOf(options));
            SharedHandler.Check(handler, name, isLocal, inUse);
            return false;
        }

        return true;
    }
}
