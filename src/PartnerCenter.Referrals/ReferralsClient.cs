using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>Provides the operations of Microsoft's Partner Center Referrals API.</summary>
/// <remarks>
/// The client is thread-safe and meant to live as long as the process: it holds pooled connections and the access token. Microsoft
/// introduces the API in
/// <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-introduction">Referrals API introduction</see>.
/// </remarks>
public sealed class ReferralsClient : IReferralsClient, IDisposable
{
    private readonly ReferralsTransport _transport;
    private readonly ReferralRequests _requests;
    private readonly Listings _listings;
    private readonly CreateOperations _creates;
    private readonly ConditionalWrites _writes;
    private readonly OptimisticUpdate _updates;
    private readonly Diagnosis _diagnosis;

    private ReferralsClient(
        ReferralsClientOptions options, HttpMessageHandler handler, bool ownsHandler, Action<HttpClient>? configureHttp = null)
    {
        OptionsValidation.Check(options);
        ClientValidation = options.ClientValidation;
        _transport = new ReferralsTransport(options, CollectionEndpoint.OfReferrals(options), handler, ownsHandler, configureHttp);
        _requests = new ReferralRequests(_transport);
        _listings = new Listings(_requests);
        _creates = new CreateOperations(_requests, options);
        _writes = new ConditionalWrites(_requests, options);
        _updates = new OptimisticUpdate(_requests, _writes, options);
        _diagnosis = new Diagnosis(options, _requests);
    }

    /// <inheritdoc/>
    public ClientValidation ClientValidation { get; }

    /// <summary>Creates a client without a dependency injection container.</summary>
    /// <param name="options">The endpoint, the credential and the settings of the client. They are read once, by this method.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options) =>
        new(options, ReferralsTransport.NewSocketsHandler(options?.Endpoint, options?.Proxy), ownsHandler: true);

    /// <summary>Creates a client that sends its requests through your own HTTP handler, such as a mock or a handler with a proxy.</summary>
    /// <param name="options">The endpoint, the credential and the settings of the client. They are read once, by this method.</param>
    /// <param name="handler">
    /// The handler that sends the requests. They carry the bearer token, so it should not follow redirects. The client does not dispose it.
    /// </param>
    /// <exception cref="ArgumentException">An option is missing or out of range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new ReferralsClient(options, handler, ownsHandler: false);
    }

    /// <summary>Creates a client whose HttpClient an application configures, except for its base address and its timeout.</summary>
    internal static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler, Action<HttpClient> configureHttp) =>
        new(options, handler, ownsHandler: false, configureHttp);

    /// <inheritdoc/>
    public ReferralListing ListAsync(
        ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _listings.All(query, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<T> ListAsync<T>(
        ReferralQuery? query,
        JsonTypeInfo<T> projection,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where T : class =>
        _listings.Projected(query, projection, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _requests.GetAsync(Arguments.RequireId(id), options, cancellationToken).OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _creates.CreateAsync(Arguments.RequireDraft(draft), options, cancellationToken).OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> ReplaceAsync(
        Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.ReplaceAsync(Arguments.RequireStored(referral), options, cancellationToken).OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _updates.RunAsync(Arguments.RequireId(id), null, change, options, cancellationToken).OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> UpdateAsync(
        Referral current,
        Func<Referral, Referral> change,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _updates.RunAsync(Arguments.RequireStored(current).Id, current, change, options, cancellationToken).OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        Referral referral, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(Arguments.RequireStored(referral), Arguments.RequireOperations(patch), options, cancellationToken)
            .OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        string id, string eTag, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(
            Arguments.RequireId(id), Arguments.RequireTag(eTag), Arguments.RequireOperations(patch), options, cancellationToken)
            .OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> PatchUnconditionallyAsync(
        string id, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(Arguments.RequireId(id), null, Arguments.RequireOperations(patch), options, cancellationToken)
            .OrThrowAsync();

    /// <inheritdoc/>
    public Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(invitation);
        InvitationRules.Check(referral, invitation, options?.ClientValidation ?? ClientValidation);
        return _creates.InviteAsync(invitation.ConnectedTo(referral), options, cancellationToken).OrThrowAsync();
    }

    /// <summary>Finds out why calls fail: checks each step of a call, and reports what it found and what to do next.</summary>
    /// <param name="options">Options that override the client's for the single read at the end.</param>
    /// <param name="cancellationToken">Cancels the diagnosis.</param>
    /// <returns>
    /// A report that you can print; it never contains the token. It covers settings, authority, token, audience, kind of token,
    /// multi-factor authentication, tenant, expiry, endpoint and the permission to read.
    /// </returns>
    /// <remarks>
    /// The diagnosis changes nothing. A credential that signs a user in may prompt once more. What a step throws, such as an exception of a
    /// handler of your program, is reported as the step's finding.
    /// </remarks>
    /// <exception cref="OperationCanceledException">You cancelled the diagnosis.</exception>
    public Task<ReferralsDiagnosis> DiagnoseAsync(ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        OptionsValidation.Check(options);
        return _diagnosis.RunAsync(options, cancellationToken);
    }

    /// <summary>
    /// Discards the token unless another client shares the credential, and closes the connections that the client has opened itself.
    /// </summary>
    /// <remarks>
    /// Dispose the client when no call is running any more. A call that is still running sends nothing more. It ends with an
    /// <see cref="ObjectDisposedException"/> unless its response has arrived. If a write may have taken effect, it ends with a
    /// <see cref="ReferralOutcomeUnknownException"/>. A wait that has begun is not cut short.
    /// </remarks>
    public void Dispose() => _transport.Dispose();
}
