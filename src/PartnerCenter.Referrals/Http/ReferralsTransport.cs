using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Refit;

namespace PartnerCenter.Referrals;

/// <summary>
/// Sends calls. The resilience pipeline wraps the Refit call, which runs through the two handlers, and the reading of the response.
/// </summary>
internal sealed class ReferralsTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly AccessTokenProviderPool _tokenProviders;
    private readonly AccessTokenProvider _tokenProvider;
    private readonly CallTelemetry _telemetry;
    private readonly CallPipeline _pipeline;
    private readonly ResponseReader _reader;
    private readonly TokenReplacement _tokenReplacement;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly int _maxAttempts;
    private bool _isDisposed;

    /// <param name="options">The options, which are valid and have a credential.</param>
    /// <param name="address">The address that the calls go to.</param>
    /// <param name="network">The handler that sends the requests.</param>
    /// <param name="ownsNetwork">Whether <paramref name="network"/> is disposed with the transport.</param>
    /// <param name="configureHttp">What an application configures; null for nothing.</param>
    public ReferralsTransport(
        ReferralsClientOptions options, CollectionEndpoint address, HttpMessageHandler network, bool ownsNetwork,
        Action<HttpClient>? configureHttp = null)
    {
        _time = options.TimeProvider;
        _timeout = options.Timeout;
        _maxAttempts = options.MaxAttempts;
        Address = address;
        ILogger logger = new GuardedLogger(
            (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(ReferralsTelemetry.Name), options.ClientName);
        _telemetry = new CallTelemetry(Address.Root, Address.Collection, options.ClientName, logger, _time);
        _pipeline = new CallPipeline(options.AttemptTimeout, options.RetryDelay, _time, _telemetry);
        _reader = new ResponseReader(options.MaxResponseSize, _telemetry, _time);

        _tokenProviders = options.Credential!.TokenProviders;
        _tokenProvider = _tokenProviders.Acquire(_time, logger, Address.Scope);
        _tokenReplacement = new TokenReplacement(_tokenProvider, _telemetry);
        AuthorizationHandler handlers = new(_tokenProvider, new IdentificationHandler(options.ApplicationName, network));
        _http = new HttpClient(handlers, disposeHandler: ownsNetwork);
        configureHttp?.Invoke(_http);
        _http.BaseAddress = Address.Root;
        // The pipeline limits the time: it can tell whether a request was sent.
        _http.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    public CollectionEndpoint Address { get; }

    /// <summary>Creates an implementation of an interface that describes the endpoint.</summary>
    public TApi CreateApi<TApi>() => RestService.ForGenerated<TApi>(_http, new RefitSettings
    {
        // Refit's own exception would carry the live request with its token.
        TransportExceptionFactory = static (_, failure, _) => failure,
        // A buffered body has a Content-Length and can be sent again.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
    });

    /// <summary>Creates the connection pool.</summary>
    public static SocketsHttpHandler NewSocketsHandler(Uri? endpoint = null, IWebProxy? proxy = null)
    {
        SocketsHttpHandler pool = new();
        Configure(pool, AddressRule.ProxyFor(endpoint, proxy));
        return pool;
    }

    /// <summary>
    /// Prepares a connection pool that nobody has used. It follows no redirects and keeps no cookies, so that a token is never sent to
    /// another host. What an application may have set, such as its proxy, stays.
    /// </summary>
    public static void Configure(SocketsHttpHandler pool, IWebProxy? proxy)
    {
        pool.Proxy ??= proxy;
        pool.PooledConnectionLifetime = Unless(pool.PooledConnectionLifetime, TimeSpan.FromMinutes(5));
        pool.ConnectTimeout = Unless(pool.ConnectTimeout, TimeSpan.FromSeconds(10));
        pool.AutomaticDecompression = DecompressionMethods.All;
        pool.AllowAutoRedirect = false;
        pool.UseCookies = false;
        pool.RequestHeaderEncodingSelector = RequestWriting.EncodingOf;

        static TimeSpan Unless(TimeSpan set, TimeSpan ours) => set == System.Threading.Timeout.InfiniteTimeSpan ? ours : set;
    }

    /// <summary>
    /// Sends a request and reads its response, and retries where that is safe. <paramref name="accept"/> turns the response into the
    /// result, or refuses it. A failure is a <see cref="ReferralsException"/>, or an <see cref="OperationCanceledException"/> if the
    /// caller cancelled.
    /// </summary>
    public async Task<Outcome<TResult>> SendAsync<T, TResult>(
        Operation operation,
        CallKind kind,
        BodyFormat<T> format,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<T?, HttpResponseMessage, Outcome<TResult>> accept,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        PageRequest? page = null,
        bool isFollowUp = false)
        where T : class
    {
        OptionsValidation.Check(options);
        if (_tokenProvider.NeedsUser
            && await SignInAsync(operation, kind, page, options, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return Outcome.FromException<TResult>(refusal);
        }

        // The timeout of the call starts when the user has signed in.
        ReferralCall call = NewCall(operation, kind, page, options, cancellationToken, isFollowUp);
        Outcome<TResult> outcome = await _pipeline.ExecuteAsync(
            call,
            send,
            async (response, call, token) =>
            {
                Outcome<T?> read = await _reader.ReadAsync(response, call, format, token).ConfigureAwait(false);
                if (!await _tokenReplacement.TryAsync(call, response, read.Exception, token).ConfigureAwait(false))
                {
                    return Accept(read, response);
                }

                using HttpResponseMessage second = await send(call, token).ConfigureAwait(false);
                call.RecordResponse(second);
                return Accept(await _reader.ReadAsync(second, call, format, token).ConfigureAwait(false), second);
            }).ConfigureAwait(false);
        if (call.Response is { } response)
        {
            _telemetry.Report(call, options!.OnResponse!, response);
        }

        return outcome;

        Outcome<TResult> Accept(Outcome<T?> read, HttpResponseMessage response) =>
            read.Exception is { } failure ? Outcome.FromException<TResult>(failure) : accept(read.Result, response);
    }

    /// <summary>Signs a user in if the credential needs one. Returns the failure; null for none.</summary>
    public async Task<Exception?> SignInAsync(
        Operation operation, CallKind kind, PageRequest? page, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        if (!_tokenProvider.NeedsUser)
        {
            return null;
        }

        ReferralCall call = NewCall(operation, kind, page, options, cancellationToken);
        try
        {
            await _tokenProvider.SignInAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception refusal)
        {
            return _pipeline.FailUnsent<object>(call, refusal).Exception;
        }
    }

    // A container that registers the client under two types disposes it twice.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            _http.Dispose();
            _tokenProviders.Release(_time, Address.Scope);
        }
    }

    private ReferralCall NewCall(
        Operation operation,
        CallKind kind,
        PageRequest? page,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        bool isFollowUp = false) => new()
        {
            Operation = operation,
            Page = page?.Number,
            IsContinuation = page is { IsContinuation: true },
            Kind = kind,
            CorrelationId = options?.CorrelationId ?? CallId.New(),
            Timeout = options?.Timeout ?? _timeout,
            MaxAttempts = options?.MaxAttempts ?? _maxAttempts,
            Started = _time.GetTimestamp(),
            CallerCancellation = cancellationToken,
            CapturesResponse = options?.OnResponse is not null,
            IsFollowUp = isFollowUp,
            IsOfDiagnosis = page is { IsOfDiagnosis: true },
        };
}
