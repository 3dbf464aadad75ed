using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Emulates Microsoft's Partner Center Referrals API, and the Microsoft Entra sign-in that the API requires, on this machine's loopback
/// address. The emulator keeps its referrals in memory and discards them when you dispose it. All members are safe for use by several
/// threads.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-introduction">Referrals API
/// introduction</see> describes the API.
/// </remarks>
public sealed class ReferralsEmulator : IAsyncDisposable
{
    private readonly ReferralsEmulatorOptions _options;
    private readonly MovableTime _clock;
    private readonly LoopbackServer _server;
    private readonly EmulatedEntra _entra;
    private readonly RequestLog _log = new();
    private readonly WebhookParts _webhooks;
    private readonly ReferralStore _store;

    private ReferralsEmulator(ReferralsEmulatorOptions options)
    {
        _options = options;
        _clock = new MovableTime(options.TimeProvider);
        var listener = new LoopbackListener(typeof(ReferralsEmulator));
        Faults = new FaultPlan(listener);
        _server = new LoopbackServer(options.Port, listener);
        _entra = new EmulatedEntra(options, _clock);
        var lifecycle = new Lifecycle(LinkBase, options.OrganizationId, options.OrganizationName);
        var statuses = new StatusTable(options.EnforceUserInterfaceTransitions, options.AllowClosedReferralChanges);
        _webhooks = new WebhookParts(options.Webhooks, () => _server.Root, _clock);
        Webhooks = new EmulatedWebhooks(_webhooks, () => _server.Root, IssueWebhookToken);
        _store = new ReferralStore(lifecycle, statuses, _clock, _webhooks.Registrations.Raise);
        RefreshToken = options.RefreshToken is { } token ? _entra.RefreshTokens.IssueFixed(token) : _entra.RefreshTokens.Issue();
    }

    /// <summary>Gets the collection's current address, <c>http://127.0.0.1:port/v1.0/engagements/referrals</c>.</summary>
    public Uri Endpoint => new(_server.Root, ReferralsRoute.CollectionPath);

    /// <summary>
    /// Gets the address that the collection had in 2018, <c>http://127.0.0.1:port/v1/referrals/</c>. It serves the same referrals.
    /// </summary>
    public Uri EndpointV1 => new(_server.Root, ReferralsRoute.CollectionPathV1 + "/");

    /// <summary>
    /// Gets the address of the registration of webhooks, <c>http://127.0.0.1:port/webhooks/v1/registration</c>. Its tokens have the
    /// audience <c>https://api.partnercenter.microsoft.com</c>.
    /// </summary>
    public Uri WebhookRegistrationEndpoint => new(_server.Root, RegistrationApi.Path);

    /// <summary>Gets the id of the emulated Entra tenant, a GUID.</summary>
    public string TenantId => _entra.Directory.TenantId;

    /// <summary>Gets the client id of the app that is registered in the tenant, a GUID.</summary>
    public string ClientId => _entra.Directory.ClientId;

    /// <summary>Gets the app's client secret.</summary>
    public string ClientSecret => _entra.Directory.ClientSecret;

    /// <summary>
    /// Gets a refresh token of the tenant's user, who signed in with multi-factor authentication when the emulator started.
    /// </summary>
    public string RefreshToken { get; }

    /// <summary>Gets the plan that decides which requests fail, and how. No request fails until you plan a fault.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets the webhooks: their registration, and the events that are delivered.</summary>
    public EmulatedWebhooks Webhooks { get; }

    /// <summary>
    /// Gets a snapshot of the requests received so far, in the order of arrival: the latest 10,000, or fewer if they have more than
    /// 32 million characters together. Older ones are dropped. A request is added when its response is complete, before the response is
    /// sent. A request to which a <see cref="Fault"/> applies is added before anything is sent.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>
    /// Starts an emulator. The emulator reads no configuration, environment variables or command line, and it logs nothing.
    /// </summary>
    /// <param name="options">The emulator's options; null for the defaults.</param>
    /// <param name="cancellationToken">A token that cancels the start.</param>
    /// <returns>The running emulator. Dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option has a value that is not allowed.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ReferralsEmulator> StartAsync(
        ReferralsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ReferralsEmulatorOptions();
        options.Check();
        var emulator = new ReferralsEmulator(options);
        try
        {
            await emulator.ListenAsync(cancellationToken).ConfigureAwait(false);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Creates a handler for MSAL or another sign-in library. The handler sends every request to this emulator, whatever host the request
    /// names, so the authority can be <c>https://login.microsoftonline.com</c> with <see cref="TenantId"/>. MSAL's instance discovery can
    /// be on or off. The handler returns the redirect that ends a sign-in with a browser and does not follow it.
    /// </summary>
    /// <returns>A new handler, which the caller disposes.</returns>
    public HttpMessageHandler CreateEntraHandler() => new LoopbackHandler(_server.Root);

    /// <summary>Issues an access token without a sign-in, for programs that supply their own tokens.</summary>
    /// <param name="lifetime">
    /// How long the token is valid; null for <see cref="ReferralsEmulatorOptions.TokenLifetime"/>. With zero or less, the token has already
    /// expired.
    /// </param>
    /// <param name="kind">The kind of token, which determines what the token proves.</param>
    /// <param name="claims">
    /// The claims with which the token is requested, as a JSON object, to satisfy a <see cref="Fault.ClaimsChallenge"/>; null for none.
    /// </param>
    /// <returns>The token, to send as <c>Authorization: Bearer</c>.</returns>
    /// <exception cref="ArgumentException">The claims are not a JSON object.</exception>
    public string IssueToken(TimeSpan? lifetime = null, AccessTokenKind kind = AccessTokenKind.Delegated, string? claims = null)
    {
        JsonObject? requestedClaims = claims is null
            ? null
            : RequiredClaims.TryRead(claims) ?? throw new ArgumentException("The claims must be a JSON object.", nameof(claims));
        return _entra.AccessTokens.Issue(
            kind, AccessTokens.ServiceAudience, Authority, lifetime ?? _options.TokenLifetime, requestedClaims);
    }

    /// <summary>
    /// Issues the token with which a user calls the app itself, so that the app can call the API on the user's behalf. The token's audience
    /// is <see cref="ClientId"/>. <see cref="ReferralsEmulatorOptions.UserTokenKind"/> determines what the access token that the app gets
    /// in exchange proves.
    /// </summary>
    /// <param name="lifetime">
    /// How long the token is valid; null for <see cref="ReferralsEmulatorOptions.TokenLifetime"/>. With zero or less, the token has already
    /// expired.
    /// </param>
    /// <param name="withMfa">
    /// Whether the user signed in with multi-factor authentication. If false, the access token that the app gets in exchange does not prove
    /// it either.
    /// </param>
    /// <returns>The token, for the <c>assertion</c> parameter of the on-behalf-of grant.</returns>
    public string IssueUserAssertion(TimeSpan? lifetime = null, bool withMfa = true) => _entra.AccessTokens.Issue(
        withMfa ? AccessTokenKind.Delegated : AccessTokenKind.DelegatedWithoutMfa,
        ClientId,
        Authority,
        lifetime ?? _options.TokenLifetime);

    /// <summary>Simulates the user who enters a device code and signs in. The next poll then returns a token.</summary>
    /// <param name="userCode">The <c>user_code</c> shown to the user.</param>
    /// <exception cref="ArgumentException">No pending sign-in has this code.</exception>
    /// <exception cref="InvalidOperationException">The code has expired.</exception>
    public void CompleteDeviceCode(string userCode) => _entra.DeviceCodes.Complete(userCode);

    /// <summary>Simulates a new sign-in of the tenant's user with multi-factor authentication.</summary>
    /// <returns>A refresh token, valid for 90 days.</returns>
    public string IssueRefreshToken() => _entra.RefreshTokens.Issue();

    /// <summary>
    /// Revokes every refresh token issued so far, as a change of the user's password does. Redeeming a revoked token fails with
    /// <c>invalid_grant</c> and AADSTS50173. Access tokens stay valid until they expire.
    /// </summary>
    public void RevokeRefreshTokens() => _entra.RefreshTokens.RevokeAll();

    /// <summary>Removes the requests recorded so far.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Simulates a Microsoft seller who accepts an invitation. The connected referral becomes Active/Accepted.</summary>
    /// <param name="referralId">The id of the connected referral, whose target is <c>msft</c>. Do not pass the id of your own deal.</param>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    /// <exception cref="InvalidOperationException">
    /// The referral is not an invitation to Microsoft, or it has already been answered.
    /// </exception>
    public void AcceptAsMicrosoft(string referralId) => _store.Act(referralId, Lifecycle.Accept);

    /// <summary>Simulates a Microsoft seller who declines an invitation. The connected referral becomes Closed/Declined.</summary>
    /// <param name="referralId">The id of the connected referral, whose target is <c>msft</c>. Do not pass the id of your own deal.</param>
    /// <param name="reason">The text for <c>statusReason</c>; null for none.</param>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    /// <exception cref="InvalidOperationException">
    /// The referral is not an invitation to Microsoft, or it has already been answered.
    /// </exception>
    public void DeclineAsMicrosoft(string referralId, string? reason = null) =>
        _store.Act(referralId, (record, now) => Lifecycle.Decline(record, reason, now));

    /// <summary>
    /// Simulates Microsoft's review of a deal registration. The registration's status and history, and the referral's
    /// <c>registrationStatus</c>, change accordingly.
    /// </summary>
    /// <param name="referralId">The id of the referral whose deal is registered.</param>
    /// <param name="status">The outcome of the review.</param>
    /// <param name="reason">The text for the registration's <c>statusReason</c>; null for none.</param>
    /// <exception cref="ArgumentException">No referral has this id, or the status is not a defined value.</exception>
    /// <exception cref="InvalidOperationException">The deal has no registration, or its review has ended.</exception>
    public void ReviewRegistration(string referralId, RegistrationReview status, string? reason = null)
    {
        if (!Enum.IsDefined(status))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "The status must be a value of RegistrationReview.");
        }

        _store.Act(referralId, (record, now) => DealRegistration.Review(record, status, reason, now));
    }

    /// <summary>Returns a copy of a referral as it is stored.</summary>
    /// <param name="id">The referral's id.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    public JsonObject GetReferral(string id) =>
        _store.Find(id) ?? throw new ArgumentException($"There is no referral with the id {id}.", nameof(id));

    /// <summary>Returns copies of all referrals as they are stored, in the order in which they were added.</summary>
    /// <returns>The copies.</returns>
    public IReadOnlyList<JsonObject> GetReferrals() => _store.All();

    /// <summary>
    /// Stores a referral without validating it, for example an incoming lead or a referral with unknown members and values. The emulator
    /// fills in only a missing <c>id</c>, <c>engagementId</c>, <c>createdDateTime</c>, <c>updatedDateTime</c> or <c>eTag</c>. It drops the
    /// referral's own <c>@odata.</c> members, so you can pass a copy of a response. The referral never expires by itself.
    /// </summary>
    /// <param name="referral">The referral, which is copied.</param>
    /// <returns>A copy of the stored referral.</returns>
    /// <exception cref="ArgumentException">The id is taken or is not a string.</exception>
    public JsonObject AddReferral(JsonObject referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return _store.Add(referral);
    }

    /// <summary>
    /// Stores a fictitious incoming lead, New/Pending, as if a customer had sent it now, by the time of
    /// <see cref="ReferralsEmulatorOptions.TimeProvider"/>. It is complete and valid, as <see cref="TestReferrals.Lead(DateTimeOffset?)"/>
    /// is, and it expires at its <c>expirationDateTime</c>, 14 days later, unless it is answered.
    /// </summary>
    /// <param name="change">Changes the lead before it is stored: <c>lead => lead["name"] = "…"</c>; null for no change.</param>
    /// <returns>A copy of the stored lead.</returns>
    /// <exception cref="ArgumentException">The id was changed to one that is taken or is not a string.</exception>
    public JsonObject AddLead(Action<JsonObject>? change = null)
    {
        JsonObject lead = TestReferrals.Lead(_clock.GetUtcNow(), _options);
        change?.Invoke(lead);
        return _store.Add(lead, expires: true);
    }

    /// <summary>
    /// Adds many fictitious referrals at once: deals, leads and invitations of companies that do not exist. Their dates lie in the two
    /// years before the current time of <see cref="ReferralsEmulatorOptions.TimeProvider"/>, and they have every status that fits their
    /// age. The same seed creates the same referrals, ids and eTags included, as long as the current time and the organization in the
    /// options are the same. A smaller count creates the first of the referrals that a larger count creates. The referrals are not ordered
    /// by date. None expires by itself, and their links contain the service's own address.
    /// </summary>
    /// <param name="count">The number of referrals. 100,000 referrals take seconds, and about 500 MB.</param>
    /// <param name="seed">The seed from which the referrals are created.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ArgumentException">The referrals of this seed already exist; nothing was added.</exception>
    public void Seed(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _store.AddAll(new Seeder(seed, _clock.GetUtcNow(), _options).Make(count));
    }

    /// <summary>
    /// Stops the emulator. Requests in progress have 200 milliseconds to finish, then every connection is closed. Requests that a
    /// <see cref="Fault"/> holds in silence end at once, and so do the deliveries of webhooks.
    /// </summary>
    /// <returns>A task that completes when the emulator has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _webhooks.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private string Authority => _server.Root.GetLeftPart(UriPartial.Authority);

    private string LinkBase() => _options.MisspelledLinks ? MisspelledLink.Of(Endpoint.ToString()) : Endpoint.ToString();

    private string IssueWebhookToken(AccessTokenKind kind, TimeSpan? lifetime) =>
        _entra.AccessTokens.Issue(kind, AccessTokens.WebhookAudience, Authority, lifetime ?? _options.TokenLifetime);

    private Task ListenAsync(CancellationToken cancellationToken)
    {
        var bearer = new BearerAuthorization(
            _entra.AccessTokens, ApiAccess.ToReferrals(_options.AllowAppOnlyTokens), _options.MfaErrorFormat, Faults.Claims);
        var webhookBearer = new BearerAuthorization(
            _entra.AccessTokens, ApiAccess.ToWebhooks(_options.Webhooks.UserMayRegister), _options.MfaErrorFormat, new RequiredClaims());
        WebhookService webhooks = _webhooks.CreateService(webhookBearer, TenantId, _clock);
        var gateway = new ApiGateway(new ReferralsApi(_store, bearer, _options), _clock);
        var control = new ControlService(new ControlledParts(_store, _entra.DeviceCodes, Faults, _log, _clock, () => Endpoint, Webhooks));
        var application = new EmulatorApplication(
            gateway, _entra.Service, webhooks, control, Faults, _log, _clock, _options.ResponseDelay, _server.Stopping);
        return _server.StartAsync(application, cancellationToken);
    }
}
