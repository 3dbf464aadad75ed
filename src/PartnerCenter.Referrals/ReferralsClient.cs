using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>The client for Microsoft's Partner Center Referrals API.</summary>
/// <remarks>Thread-safe, and meant to live as long as the process: it holds pooled connections and the access token.</remarks>
public sealed class ReferralsClient : IReferralsClient, IDisposable
{
    private readonly ReferralsTransport _transport;
    private readonly ReferralRequests _requests;
    private readonly CreateOperations _creates;
    private readonly ConditionalWrites _writes;
    private readonly OptimisticUpdate _updates;
    private readonly Diagnosis _diagnosis;
    private readonly ClientValidation _rules;

    private ReferralsClient(ReferralsClientOptions options, HttpMessageHandler handler, bool ownsHandler)
    {
        OptionsValidation.Check(options);
        _transport = new ReferralsTransport(options, handler, ownsHandler);
        _requests = new ReferralRequests(_transport);
        _creates = new CreateOperations(_requests, options);
        _writes = new ConditionalWrites(_requests);
        _updates = new OptimisticUpdate(_requests, _writes, options);
        _diagnosis = new Diagnosis(options, _requests);
        _rules = options.ClientValidation;
    }

    /// <summary>Makes a client without a container.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options) => new(options, ReferralsTransport.NewSocketsHandler(), ownsHandler: true);

    /// <summary>Makes a client over an HTTP handler of the caller: a mocked one, or one with a proxy.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <param name="handler">Sends the requests, which carry the bearer token. It is not disposed, and should not follow redirects.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new ReferralsClient(options, handler, ownsHandler: false);
    }

    /// <inheritdoc/>
    public ReferralListing ListAsync(ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return _requests.List(query ?? new ReferralQuery(), OfAllPages(options), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<T> ListAsync<T>(
        ReferralQuery? query, JsonTypeInfo<T> projection, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(projection);
        query ??= new ReferralQuery();
        ReferralCallOptions page = OfAllPages(options);
        return new Projection<T>(new Paginator<T>(
            query,
            query.FirstRequest(Projection.MembersOf(projection)),
            (request, number, cancellation) => _requests.ListAsync(request, number, projection, page, cancellation),
            cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        Arguments.RequireId(id, nameof(id));
        return _requests.GetAsync(id, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!draft.IsDraft)
        {
            throw new ArgumentException("The referral has an id, so it exists already. Create a new one from its parts, or change this one.", nameof(draft));
        }

        ReferralRules.CheckDraft(draft, options?.Next, options?.ClientValidation ?? _rules);
        return _creates.CreateAsync(draft, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> ReplaceAsync(Referral referral, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        Arguments.RequireStored(referral, nameof(referral));
        ReferralRules.CheckReplacement(referral);
        return _writes.ReplaceAsync(referral, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> UpdateAsync(
        string id, Func<Referral, Referral> change, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        Arguments.RequireId(id, nameof(id));
        ArgumentNullException.ThrowIfNull(change);
        OptionsValidation.Check(options);
        return _updates.RunAsync(id, change, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        Referral referral, Action<ReferralPatch> changes, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        Arguments.RequireStored(referral, nameof(referral));
        return _writes.PatchAsync(referral.Id, referral.ETag, referral, OperationsOf(changes, options), options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> PatchAsync(
        string id, Action<ReferralPatch> changes, string? eTag = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        Arguments.RequireId(id, nameof(id));
        if (eTag is not null)
        {
            Arguments.RequireQuotedTag(eTag, nameof(eTag));
        }

        return _writes.PatchAsync(id, eTag, null, OperationsOf(changes, options), options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(invitation);
        ReferralRules.CheckInvitation(referral, invitation, options?.ClientValidation ?? _rules);
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
    /// Forgets the token unless another client shares the credential, and closes the connections where they are the client's own. For when no call is running any more: one that is ends in
    /// an exception, which says so if it was a write that may have taken effect.
    /// </summary>
    public void Dispose() => _transport.Dispose();

    private IReadOnlyList<PatchOperation> OperationsOf(Action<ReferralPatch> changes, ReferralCallOptions? options)
    {
        ReferralPatch patch = ReferralPatch.From(changes);
        patch.Check(options?.ClientValidation ?? _rules);
        return patch.Operations;
    }

    // One id for the whole listing: it spans all calls of an operation.
    private static ReferralCallOptions OfAllPages(ReferralCallOptions? options)
    {
        OptionsValidation.Check(options);
        return (options ?? new()) with { CorrelationId = options?.CorrelationId ?? CallId.New() };
    }
}
