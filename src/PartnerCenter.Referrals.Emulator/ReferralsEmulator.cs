using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Microsoft's Partner Center Referrals API and the sign-in in front of it, played on this machine's loopback address. It keeps its
/// referrals in memory and forgets them when it is disposed of. All members are safe for use by several threads.
/// </summary>
public sealed class ReferralsEmulator : IAsyncDisposable
{
    private readonly ReferralsEmulatorOptions _options;
    private readonly LoopbackServer _server;
    private readonly EmulatedEntra _entra;
    private readonly RequestLog _log = new();
    private readonly ReferralStore _store;

    private ReferralsEmulator(ReferralsEmulatorOptions options)
    {
        _options = options;
        var listener = new LoopbackListener(typeof(ReferralsEmulator));
        Faults = new FaultPlan(listener);
        _server = new LoopbackServer(options.Port, listener);
        _entra = new EmulatedEntra(options);
        var lifecycle = new Lifecycle(LinkBase, options.OrganizationId, options.OrganizationName);
        _store = new ReferralStore(lifecycle, options.TimeProvider);
        RefreshToken = _entra.RefreshTokens.Issue();
    }

    /// <summary>The address of the collection, as it is today: <c>http://127.0.0.1:port/v1.0/engagements/referrals</c>.</summary>
    public Uri Endpoint => new(_server.Root, ReferralsApi.CollectionPath);

    /// <summary>The same collection at the address of 2018: <c>http://127.0.0.1:port/v1/referrals/</c>.</summary>
    public Uri EndpointV1 => new(_server.Root, ReferralsApi.CollectionPathV1 + "/");

    /// <summary>The tenant of the emulated Entra, a GUID.</summary>
    public string TenantId => _entra.Directory.TenantId;

    /// <summary>The app that the tenant knows, a GUID.</summary>
    public string ClientId => _entra.Directory.ClientId;

    /// <summary>The app's secret.</summary>
    public string ClientSecret => _entra.Directory.ClientSecret;

    /// <summary>A refresh token of the tenant's user, who signed in with multi-factor authentication when the emulator started.</summary>
    public string RefreshToken { get; }

    /// <summary>What goes wrong, and when; nothing until it is planned.</summary>
    public FaultPlan Faults { get; }

    /// <summary>
    /// What was asked so far, in the order of arrival: a snapshot. A request is in it once it has been answered, which is before its answer
    /// is sent; one that a <see cref="Fault"/> befell, before anything is sent.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>Starts an emulator. It reads no configuration, environment or command line, and logs nothing.</summary>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The emulator, ready for requests; dispose of it to stop it.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
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
    /// Makes a handler for MSAL (or whoever signs in): it sends every request, whatever host it names, to this emulator, so that the
    /// authority can be <c>https://login.microsoftonline.com</c> with <see cref="TenantId"/>. MSAL's instance discovery may be off or on.
    /// The redirect that ends a sign-in with a browser is handed back, not followed.
    /// </summary>
    /// <returns>A new handler, which the caller disposes of.</returns>
    public HttpMessageHandler CreateEntraHandler() => new EntraLoopbackHandler(_server.Root);

    /// <summary>Makes an access token without a sign-in, for programs that bring their own.</summary>
    /// <param name="lifetime">
    /// How long it is valid; null for <see cref="ReferralsEmulatorOptions.TokenLifetime"/>. Zero or less makes one that has expired.
    /// </param>
    /// <param name="kind">What the token proves.</param>
    /// <param name="claims">
    /// The claims that it is asked for with, as a JSON object, to satisfy a <see cref="Fault.ClaimsChallenge"/>; null for none.
    /// </param>
    /// <returns>The token, for <c>Authorization: Bearer</c>.</returns>
    /// <exception cref="ArgumentException">The claims are no JSON object.</exception>
    public string IssueToken(TimeSpan? lifetime = null, AccessTokenKind kind = AccessTokenKind.Delegated, string? claims = null)
    {
        JsonObject? requestedClaims = claims is null
            ? null
            : RequiredClaims.TryRead(claims) ?? throw new ArgumentException("The claims must be a JSON object.", nameof(claims));
        return _entra.AccessTokens.Issue(kind, AccessTokens.ServiceAudience, lifetime ?? _options.TokenLifetime, requestedClaims);
    }

    /// <summary>
    /// Makes the token by which a user calls the app itself, for the app to show on the user's behalf: its audience is
    /// <see cref="ClientId"/>. What the token got for it proves is said by <see cref="ReferralsEmulatorOptions.UserTokenKind"/>.
    /// </summary>
    /// <param name="lifetime">
    /// How long it is valid; null for <see cref="ReferralsEmulatorOptions.TokenLifetime"/>. Zero or less makes one that has expired.
    /// </param>
    /// <param name="withMfa">Whether the user signed in with multi-factor authentication, which goes on into the token got for it.</param>
    /// <returns>The token, for the <c>assertion</c> of the on-behalf-of grant.</returns>
    public string IssueUserAssertion(TimeSpan? lifetime = null, bool withMfa = true) => _entra.AccessTokens.Issue(
        withMfa ? AccessTokenKind.Delegated : AccessTokenKind.DelegatedWithoutMfa, ClientId, lifetime ?? _options.TokenLifetime);

    /// <summary>Plays the user who enters a device code and signs in, so that the next poll gets a token.</summary>
    /// <param name="userCode">The <c>user_code</c> shown to the user.</param>
    /// <exception cref="ArgumentException">No sign-in under way has this code.</exception>
    /// <exception cref="InvalidOperationException">The code has expired.</exception>
    public void CompleteDeviceCode(string userCode) => _entra.DeviceCodes.Complete(userCode);

    /// <summary>Plays a new sign-in of the tenant's user with multi-factor authentication.</summary>
    /// <returns>A refresh token, valid for 90 days.</returns>
    public string IssueRefreshToken() => _entra.RefreshTokens.Issue();

    /// <summary>
    /// Revokes every refresh token handed out so far, as a change of the user's password does; using one is then answered with
    /// <c>invalid_grant</c> and AADSTS50173. Access tokens stay valid until they expire.
    /// </summary>
    public void RevokeRefreshTokens() => _entra.RefreshTokens.RevokeAll();

    /// <summary>Forgets the requests recorded so far.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Plays Microsoft's seller who takes an invitation: the connected referral becomes Active/Accepted.</summary>
    /// <param name="referralId">The id of the connected referral, whose target is <c>msft</c>; not of the own deal.</param>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    /// <exception cref="InvalidOperationException">The referral is no invitation of Microsoft, or has been answered.</exception>
    public void AcceptAsMicrosoft(string referralId) => _store.Act(referralId, Lifecycle.Accept);

    /// <summary>Plays Microsoft's seller who refuses an invitation: the connected referral becomes Closed/Declined.</summary>
    /// <param name="referralId">The id of the connected referral, whose target is <c>msft</c>; not of the own deal.</param>
    /// <param name="reason">The text for <c>statusReason</c>.</param>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    /// <exception cref="InvalidOperationException">The referral is no invitation of Microsoft, or has been answered.</exception>
    public void DeclineAsMicrosoft(string referralId, string? reason = null) =>
        _store.Act(referralId, (record, now) => Lifecycle.Decline(record, reason, now));

    /// <summary>
    /// Plays Microsoft's review of a deal's registration: its status, its history and the referral's <c>registrationStatus</c> follow.
    /// </summary>
    /// <param name="referralId">The id of the referral that was registered.</param>
    /// <param name="status">What the review comes to.</param>
    /// <param name="reason">The text for the registration's <c>statusReason</c>.</param>
    /// <exception cref="ArgumentException">No referral has this id, or the status is none of the four.</exception>
    /// <exception cref="InvalidOperationException">The deal has no registration, or its review has ended.</exception>
    public void ReviewRegistration(string referralId, RegistrationReview status, string? reason = null)
    {
        if (!Enum.IsDefined(status))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such outcome of a review.");
        }

        _store.Act(referralId, (record, now) => DealRegistration.Review(record, status, reason, now));
    }

    /// <summary>Gives a referral as it is stored.</summary>
    /// <param name="id">The referral's id.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    public JsonObject GetReferral(string id) => _store.Find(id) ?? throw new ArgumentException($"There is no referral {id}.", nameof(id));

    /// <summary>Gives all referrals as they are stored, in the order in which they came.</summary>
    /// <returns>Copies.</returns>
    public IReadOnlyList<JsonObject> GetReferrals() => _store.All();

    /// <summary>
    /// Stores a referral as it is, unchecked: an incoming lead, or one with members and values that nobody has seen yet. Only a missing
    /// <c>id</c>, <c>engagementId</c>, <c>createdDateTime</c>, <c>updatedDateTime</c> or <c>eTag</c> is filled in, and its own
    /// <c>@odata.</c>
    /// members are left out, so that it may be copied from an answer. It never expires by itself.
    /// </summary>
    /// <param name="referral">The referral; it is copied.</param>
    /// <returns>A copy of what is stored.</returns>
    /// <exception cref="ArgumentException">The id is taken, or is not a text.</exception>
    public JsonObject AddReferral(JsonObject referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return _store.Add(referral);
    }

    /// <summary>
    /// Adds many invented referrals at once: deals, leads and invitations of companies that do not exist, made over the two years before
    /// <see cref="ReferralsEmulatorOptions.TimeProvider"/>'s present, in every status that fits their age. The same seed gives the same
    /// referrals again, ids and eTags included, as long as that present and the organization of the options are the same; the first of many
    /// are those that a smaller count gives. They come in no order of date. None expires by itself, and their links name the service's own
    /// address.
    /// </summary>
    /// <param name="count">How many; 100,000 take seconds, and some 500 MB.</param>
    /// <param name="seed">What they are drawn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="ArgumentException">The referrals of this seed are there already; nothing was added.</exception>
    public void Seed(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _store.AddAll(new Seeder(seed, _options.TimeProvider.GetUtcNow(), _options).Make(count));
    }

    /// <summary>
    /// Stops the emulator at once: requests under way get a fifth of a second to finish, then every connection is cut. Those that a
    /// <see cref="Fault"/> holds in silence get none.
    /// </summary>
    /// <returns>The end of it.</returns>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string LinkBase() => _options.MisspelledLinks ? MisspelledLink.Of(Endpoint.ToString()) : Endpoint.ToString();

    private Task ListenAsync(CancellationToken cancellationToken)
    {
        TimeProvider clock = _options.TimeProvider;
        var bearer = new BearerAuthorization(_entra.AccessTokens, _options.AllowAppOnlyTokens, _options.MfaErrorFormat, Faults.Claims);
        var gateway = new ApiGateway(new ReferralsApi(_store, bearer, _options), clock);
        return _server.StartAsync(
            new EmulatorApplication(
                gateway, _entra.Service, Faults, _log, clock, _options.ResponseDelay, _server.Stopping), cancellationToken);
    }
}
