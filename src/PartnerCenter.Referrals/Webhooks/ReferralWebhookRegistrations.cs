namespace PartnerCenter.Referrals;

/// <summary>Registers the webhook of a tenant, and tests it.</summary>
/// <remarks>
/// <para>
/// The registration is on another host than the referrals, <c>api.partnercenter.microsoft.com</c>, and needs a token for that host, which
/// the same credential provides. App and App+User tokens work. Microsoft names the roles Global, Billing admin, Admin agent, Sales agent
/// and Helpdesk agent; Referral Admin is not among them, so that a user who reads referrals may not be able to register.
/// </para>
/// <para>
/// It is thread-safe, and meant to live as long as the process. <c>AddPartnerCenterReferrals</c> registers it next to the client. Microsoft
/// describes the calls on
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>.
/// </para>
/// </remarks>
public sealed class ReferralWebhookRegistrations : IDisposable
{
    private static readonly TimeSpan DefaultTestTimeout = TimeSpan.FromMinutes(1);

    private readonly ReferralsTransport _transport;
    private readonly RegistrationRequests _requests;
    private readonly WebhookRegistrar _registrar;
    private readonly WebhookTest _test;

    private ReferralWebhookRegistrations(
        ReferralsClientOptions options, HttpMessageHandler handler, bool ownsHandler, Action<HttpClient>? configureHttp = null)
    {
        OptionsValidation.Check(options);
        CollectionEndpoint address = CollectionEndpoint.OfWebhookRegistration(options);
        _transport = new ReferralsTransport(options, address, handler, ownsHandler, configureHttp);
        _requests = new RegistrationRequests(_transport);
        _registrar = new WebhookRegistrar(_requests);
        _test = new WebhookTest(_requests, options.TimeProvider, options.Timeout);
    }

    /// <summary>Creates an instance without a dependency injection container.</summary>
    /// <param name="options">The options of the client, which apply here too. They are read once, by this method.</param>
    /// <exception cref="ArgumentException">
    /// An option is missing or out of range; the message names it. <see cref="ReferralsClientOptions.WebhookRegistrationEndpoint"/> is
    /// required unless <see cref="ReferralsClientOptions.Endpoint"/> is the live service.
    /// </exception>
    public static ReferralWebhookRegistrations Create(ReferralsClientOptions options) => new(
        options,
        ReferralsTransport.NewSocketsHandler(options is null ? null : CollectionEndpoint.WebhookRegistrationOf(options), options?.Proxy),
        ownsHandler: true);

    /// <summary>Creates an instance that sends its requests through your own HTTP handler, such as a mock.</summary>
    /// <param name="options">The options of the client, which apply here too. They are read once, by this method.</param>
    /// <param name="handler">
    /// The handler that sends the requests. They carry the bearer token, so it should not follow redirects. It is not disposed.
    /// </param>
    /// <exception cref="ArgumentException">As above.</exception>
    public static ReferralWebhookRegistrations Create(ReferralsClientOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new ReferralWebhookRegistrations(options, handler, ownsHandler: false);
    }

    internal static ReferralWebhookRegistrations Create(
        ReferralsClientOptions options, HttpMessageHandler handler, Action<HttpClient> configureHttp) =>
        new(options, handler, ownsHandler: false, configureHttp);

    /// <summary>Lists the names of the events that you may register for, those of other parts of Partner Center included.</summary>
    /// <param name="options">Options that override the client's for this call; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ReferralsException">The call failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public Task<IReadOnlyList<ReferralWebhookEventName>> ListEventsAsync(
        ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _requests.ListEventsAsync(options, cancellationToken).OrThrowAsync();

    /// <summary>Reads the registration of the tenant.</summary>
    /// <param name="options">Options that override the client's for this call; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registration without its SubscriberId; null if there is none.</returns>
    /// <remarks>
    /// How the service answers without a registration is not documented. A status of 400 to 499 counts as none, except for those that say
    /// nothing about it: 401, 403, 408 and 429.
    /// </remarks>
    /// <exception cref="ReferralsException">The call failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public Task<ReferralWebhookRegistration?> GetAsync(
        ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _registrar.GetAsync(options, cancellationToken).OrThrowAsync();

    /// <summary>Has Partner Center send the events to an address. You can call it at each start of your program.</summary>
    /// <param name="registration">
    /// The address, which is https or a loopback address, and at least one event. Include
    /// <see cref="ReferralWebhookEventName.TestCreated"/> to be able to send test events.
    /// </param>
    /// <param name="replaceOtherUrl">
    /// Whether a registration of another address is replaced. That address then gets no more events.
    /// </param>
    /// <param name="options">Options that override the client's for each request; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registration as it is now.</returns>
    /// <remarks>
    /// The registration is read first, because a tenant has only one. If it is as wanted, nothing is written. If there is one, the events
    /// that this version names become those of <paramref name="registration"/>, and all others stay, because they may belong to another
    /// part of Partner Center. The service has no condition for the write, so a change between the read and the write is overwritten. If
    /// the outcome of a write is unknown, the registration is read once more.
    /// </remarks>
    /// <exception cref="ArgumentException">The address or the events are missing or not allowed; the message says why.</exception>
    /// <exception cref="ReferralWebhookRegistrationExistsException">
    /// Another address is registered, and <paramref name="replaceOtherUrl"/> is false. Nothing was written.
    /// </exception>
    /// <exception cref="ReferralOutcomeUnknownException">The registration may have been written; read it.</exception>
    /// <exception cref="ReferralsException">The call failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public Task<ReferralWebhookRegistration> RegisterAsync(
        ReferralWebhookRegistration registration,
        bool replaceOtherUrl = false,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _registrar.RegisterAsync(RegistrationRule.Require(registration), replaceOtherUrl, options, cancellationToken).OrThrowAsync();

    /// <summary>Has Partner Center send a test event to the registered address.</summary>
    /// <param name="options">Options that override the client's for this call; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The id of the test, for <see cref="WaitForTestResultAsync"/>.</returns>
    /// <remarks>
    /// The registration must have the event <see cref="ReferralWebhookEventName.TestCreated"/>. The service allows two tests a minute.
    /// </remarks>
    /// <exception cref="ReferralsThrottledException">There were two tests within a minute.</exception>
    /// <exception cref="ReferralOutcomeUnknownException">The event may have been sent.</exception>
    /// <exception cref="ReferralsException">The call failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public async Task<string> SendTestEventAsync(
        ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        (await _requests.SendTestAsync(options, cancellationToken).OrThrowAsync().ConfigureAwait(false)).CorrelationId!;

    /// <summary>Reads what became of a test event.</summary>
    /// <param name="correlationId">The id that <see cref="SendTestEventAsync"/> returned.</param>
    /// <param name="options">Options that override the client's for this call; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException"><paramref name="correlationId"/> is empty.</exception>
    /// <exception cref="ReferralNotFoundException">There is no such test, or it is older than seven days.</exception>
    /// <exception cref="ReferralsException">The call failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public Task<ReferralWebhookTestResult> GetTestResultAsync(
        string correlationId, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(correlationId);
        return _requests.GetTestResultAsync(correlationId, options, cancellationToken).OrThrowAsync();
    }

    /// <summary>Waits until a test event has a result. It reads every two seconds.</summary>
    /// <param name="correlationId">The id that <see cref="SendTestEventAsync"/> returned.</param>
    /// <param name="timeout">How long to wait, at most a day; null for one minute.</param>
    /// <param name="options">Options that override the client's for each read; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The result. It says how the receiver answered: a receiver that refused the event is no failure of this method.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="correlationId"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive, or more than a day.</exception>
    /// <exception cref="ReferralsTimeoutException">The test was not completed in time.</exception>
    /// <exception cref="ReferralNotFoundException">The service did not know the test, even at the end.</exception>
    /// <exception cref="ReferralsException">A read failed; a subclass says more.</exception>
    /// <exception cref="OperationCanceledException">You cancelled the call.</exception>
    public Task<ReferralWebhookTestResult> WaitForTestResultAsync(
        string correlationId,
        TimeSpan? timeout = null,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(correlationId);
        TimeSpan limit = timeout ?? DefaultTestTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TimeSpan.FromDays(1), nameof(timeout));
        return _test.WaitAsync(correlationId, limit, options, cancellationToken);
    }

    /// <summary>Closes the connections that it has opened itself. Dispose it when no call is running any more.</summary>
    public void Dispose() => _transport.Dispose();
}
