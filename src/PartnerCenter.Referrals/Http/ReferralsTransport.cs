using System.Net;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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
    private readonly CallPipeline _pipeline;
    private readonly ResponseReader _reader;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly int _maxAttempts;
    private bool _isDisposed;

    public ReferralsTransport(ReferralsClientOptions options, HttpMessageHandler network, bool ownsNetwork)
    {
        _time = options.TimeProvider;
        _timeout = options.Timeout;
        _maxAttempts = options.MaxAttempts;
        Address = new CollectionEndpoint(options.Endpoint);
        ILogger logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(ReferralsTelemetry.Name);
        _pipeline = new CallPipeline(
            options.AttemptTimeout, options.RetryDelay, _time, new CallTelemetry(Address.Root, Address.Collection, logger, _time));
        _reader = new ResponseReader(options.MaxResponseSize, _time);

        _tokenProviders = options.Credential!.TokenProviders;
        _tokenProvider = _tokenProviders.Acquire(_time, logger);
        AuthorizationHandler handlers = new(_tokenProvider, new IdentificationHandler(options.ApplicationName, network));
        _http = new HttpClient(handlers, disposeHandler: ownsNetwork)
        {
            BaseAddress = Address.Root,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan, // The pipeline limits the time: it can tell whether a request was sent.
        };
        Api = RestService.ForGenerated<IReferralsApi>(_http, new RefitSettings
        {
            // Refit's own exception would carry the live request with its token.
            TransportExceptionFactory = static (_, failure, _) => failure,
            // A buffered body has a Content-Length and can be sent again.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
        });
    }

    public IReferralsApi Api { get; }

    public CollectionEndpoint Address { get; }

    /// <summary>
    /// Creates the connection pool. It follows no redirects and keeps no cookies, so that a token is never sent to another host.
    /// </summary>
    public static SocketsHttpHandler NewSocketsHandler() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    /// <summary>
    /// Sends a request and reads its response, and retries where that is safe. <paramref name="accept"/> turns the response into the
    /// result, or refuses it.
    /// </summary>
    /// <exception cref="ReferralsException">The call failed.</exception>
    public async Task<TResult> SendAsync<T, TResult>(
        Operation operation,
        CallKind kind,
        JsonTypeInfo<T> type,
        Func<ReferralCall, CancellationToken, Task<HttpResponseMessage>> send,
        Func<T?, HttpResponseMessage, TResult> accept,
        ReferralCallOptions? options,
        CancellationToken cancellationToken,
        int? page = null)
        where T : class
    {
        OptionsValidation.Check(options);
        ReferralCall call = NewCall();
        if (_tokenProvider.NeedsUser)
        {
            try
            {
                await _tokenProvider.SignInAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception refusal)
            {
                _pipeline.FailUnsent(call, refusal);
            }

            // The timeout of the call starts when the user has signed in.
            call = NewCall();
        }

        try
        {
            return await _pipeline.ExecuteAsync(
                call,
                send,
                async (response, call, token) =>
                    accept(await _reader.ReadAsync(response, call, type, token).ConfigureAwait(false), response)).ConfigureAwait(false);
        }
        finally
        {
            if (call.Response is { } response)
            {
                options!.OnResponse!(response);
            }
        }

        ReferralCall NewCall() => new()
        {
            Operation = operation,
            Page = page,
            Kind = kind,
            CorrelationId = options?.CorrelationId ?? CallId.New(),
            Timeout = options?.Timeout ?? _timeout,
            MaxAttempts = options?.MaxAttempts ?? _maxAttempts,
            Started = _time.GetTimestamp(),
            CallerCancellation = cancellationToken,
            CapturesResponse = options?.OnResponse is not null,
        };
    }

    // A container that registers the client under two types disposes it twice.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            _http.Dispose();
            _tokenProviders.Release(_time);
        }
    }
}
