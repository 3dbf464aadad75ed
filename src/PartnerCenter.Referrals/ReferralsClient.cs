namespace PartnerCenter.Referrals;

/// <summary>The client for Microsoft's Partner Center Referrals API.</summary>
/// <remarks>Thread-safe, and meant to live as long as the process: it holds pooled connections and the access token.</remarks>
public sealed class ReferralsClient : IReferralsClient, IDisposable
{
    private readonly ReferralsTransport _transport;
    private readonly LocalRules _rules;

    internal ReferralsClient(ReferralsTransport transport, LocalRules rules)
    {
        _transport = transport;
        _rules = rules;
    }

    /// <summary>Makes a client without a container.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options) => Create(options, ReferralsTransport.NewSocketsHandler(), ownsHandler: true);

    /// <summary>Makes a client over an HTTP handler of the caller: a mocked one, or one with a proxy.</summary>
    /// <param name="options">Where and how to call; read now.</param>
    /// <param name="handler">Sends the requests, which carry the bearer token. It is not disposed, and should not follow redirects.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Create(options, handler, ownsHandler: false);
    }

    /// <inheritdoc/>
    public ReferralListing ListAsync(ReferralQuery? query = null, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        // One for the whole listing: the id spans all calls of an operation.
        Guid correlationId = options?.CorrelationId ?? Guid.NewGuid();
        return new ServiceListing(
            query ?? new ReferralQuery(),
            (request, cancellation) => _transport.SendAsync(
                "list",
                CallKind.Read,
                ReferralsJson.Page,
                (call, token) => _transport.Api.ListAsync(_transport.Address.Collection, request, call, token),
                accept: null,
                (options ?? new()) with { CorrelationId = correlationId },
                cancellation),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> GetAsync(string id, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireId(id, nameof(id));
        return _transport.SendAsync(
            "get",
            CallKind.Read,
            ReferralsJson.Referral,
            (call, token) => _transport.Api.GetAsync(_transport.Address.ItemParent, id, call, token),
            Accept,
            options,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> CreateAsync(Referral draft, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!draft.IsDraft)
        {
            throw new ArgumentException("The referral has an id, so it exists already. Create a new one from its parts, or change this one.", nameof(draft));
        }

        ReferralRules.CheckDraft(draft, options?.LocalRules ?? _rules);
        return PostAsync(ReferralRules.Create, draft, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Referral> InviteAsync(
        Referral referral, Invitation invitation, ReferralCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(invitation);
        ReferralRules.CheckInvitation(referral, invitation, options?.LocalRules ?? _rules);
        return PostAsync(ReferralRules.Invite, invitation.ConnectedTo(referral), options, cancellationToken);
    }

    /// <summary>Closes the connections and forgets the token. Calls in flight end.</summary>
    public void Dispose() => _transport.Dispose();

    private static ReferralsClient Create(ReferralsClientOptions options, HttpMessageHandler handler, bool ownsHandler)
    {
        OptionsRules.Check(options);
        return new ReferralsClient(new ReferralsTransport(options, handler, ownsHandler), options.LocalRules);
    }

    private static void RequireId(string id, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        if (!Guid.TryParseExact(id, "D", out _))
        {
            throw new ArgumentException("A referral's id is a GUID such as 00000000-0000-0000-0000-000000000001.", parameterName);
        }
    }

    // Partial data must not be taken for a referral; and the tag may come in the header only (wire contract 6).
    private static Referral Accept(Referral referral, HttpResponseMessage response) =>
        referral.IsDraft ? throw ResponseReader.Unreadable(response, "it is no referral: it has no id")
        : referral.ETag.Length == 0 && response.EntityTag() is { } tag ? referral with { ETag = tag }
        : referral;

    private Task<Referral> PostAsync(string operation, Referral draft, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            operation,
            CallKind.UnguardedWrite,
            ReferralsJson.Referral,
            (call, token) => _transport.Api.CreateAsync(_transport.Address.Collection, draft, ReferralsJson.ReferralForCreate, call, token),
            Accept,
            options,
            cancellationToken);
}
