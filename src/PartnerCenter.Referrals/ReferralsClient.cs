using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>The client for Microsoft's Partner Center Referrals API.</summary>
/// <remarks>Thread-safe, and meant to live as long as the process: it holds pooled connections and the access token.</remarks>
public sealed class ReferralsClient : IReferralsClient, IDisposable
{
    private readonly ReferralsTransport _transport;
    private readonly ReferralRequests _requests;
    private readonly Listings _listings;
    private readonly CreateOperations _creates;
    private readonly ConditionalWrites _writes;
    private readonly OptimisticUpdate _updates;
    private readonly Diagnosis _diagnosis;

    private ReferralsClient(ReferralsClientOptions options, HttpMessageHandler handler, bool ownsHandler)
    {
        OptionsValidation.Check(options);
        ClientValidation = options.ClientValidation;
        _transport = new ReferralsTransport(options, handler, ownsHandler);
        _requests = new ReferralRequests(_transport);
        _listings = new Listings(_requests);
        _creates = new CreateOperations(_requests, _listings, options);
        _writes = new ConditionalWrites(_requests);
        _updates = new OptimisticUpdate(_requests, _writes, options);
        _diagnosis = new Diagnosis(options, _requests);
    }

    /// <inheritdoc/>
    public ClientValidation ClientValidation { get; }

    /// <summary>Creates a client without a container.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options) =>
        new(options, ReferralsTransport.NewSocketsHandler(), ownsHandler: true);

    /// <summary>Creates a client over your own HTTP handler: a mocked one, or one with a proxy.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <param name="handler">Sends the requests, which carry the bearer token. It is not disposed, and should not follow redirects.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new ReferralsClient(options, handler, ownsHandler: false);
    }

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
        _requests.GetAsync(Arguments.RequireId(id), options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _creates.CreateAsync(Arguments.RequireDraft(draft), options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> ReplaceAsync(
        Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.ReplaceAsync(Arguments.RequireStored(referral), options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _updates.RunAsync(Arguments.RequireId(id), null, change, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> UpdateAsync(
        Referral current,
        Func<Referral, Referral> change,
        ReferralCallOptions? options = null,
        CancellationToken cancellationToken = default) =>
        _updates.RunAsync(Arguments.RequireStored(current).Id, current, change, options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        Referral referral, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(Arguments.RequireStored(referral), Arguments.RequireOperations(patch), options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        string id, string eTag, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(
            Arguments.RequireId(id),
            Arguments.RequireQuotedTag(eTag),
            null,
            Arguments.RequireOperations(patch),
            options,
            cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> PatchUnconditionallyAsync(
        string id, ReferralPatch patch, ReferralCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _writes.PatchAsync(Arguments.RequireId(id), null, null, Arguments.RequireOperations(patch), options, cancellationToken);

    /// <inheritdoc/>
    public Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(invitation);
        InvitationRules.Check(referral, invitation, options?.ClientValidation ?? ClientValidation);
        return _creates.InviteAsync(invitation.ConnectedTo(referral), options, cancellationToken);
    }

    /// <summary>Finds out why calls fail: goes the way of a call step by step, and says at each what is seen and what to do.</summary>
    /// <param name="options">What is different for the one read at its end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// A report that prints well, and never shows the token. It checks settings, authority, token, audience, kind of token, multi-factor
    /// authentication, tenant, expiry, endpoint and the right to read.
    /// </returns>
    /// <remarks>Changes nothing. A credential that asks a user may ask once more.</remarks>
    public Task<ReferralsDiagnosis> DiagnoseAsync(ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        OptionsValidation.Check(options);
        return _diagnosis.RunAsync(options, cancellationToken);
    }

    /// <summary>
    /// Forgets the token unless another client shares the credential, and closes the connections that the client has opened itself. Dispose
    /// the client when no call is running any more: a call that is running ends in an exception, which says so if it was a write that may
    /// have taken effect.
    /// </summary>
    public void Dispose() => _transport.Dispose();
}
