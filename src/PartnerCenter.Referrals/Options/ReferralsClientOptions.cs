using System.Net;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>Provides the options of a client, such as its endpoint, credential, timeouts and retries.</summary>
/// <remarks>The client reads the options once, when it is created; later changes have no effect.</remarks>
public sealed class ReferralsClientOptions
{
    private static readonly TimeSpan DefaultAttemptTimeout = TimeSpan.FromSeconds(30);

    private TimeSpan? _attemptTimeout;

    /// <summary>
    /// Gets or sets the full address of the referral collection. It must be https, or http for a loopback address, which is one of
    /// 127.0.0.0/8, <c>[::1]</c> or <c>localhost</c>. <see cref="ReferralsEndpoint.Production"/> by default.
    /// </summary>
    public Uri Endpoint { get; set; } = ReferralsEndpoint.Production;

    /// <summary>
    /// Gets or sets the full address of webhook registrations, for <see cref="ReferralWebhookRegistrations"/>. The same rules apply as for
    /// <see cref="Endpoint"/>. If it is null, the default, it is <see cref="ReferralsEndpoint.WebhookRegistration"/> for the live service;
    /// for another <see cref="Endpoint"/>, such as an emulator's, <see cref="ReferralWebhookRegistrations"/> requires it.
    /// </summary>
    public Uri? WebhookRegistrationEndpoint { get; set; }

    /// <summary>Gets or sets the source of the access tokens. It is required.</summary>
    public ReferralsCredential? Credential { get; set; }

    /// <summary>
    /// Gets or sets the proxy for the requests to the service; null, the default, for the proxy of the system. Requests to this machine
    /// never go through it, because it would receive their token in clear.
    /// </summary>
    /// <remarks>
    /// The setting <c>Proxy</c> is for the sign-in as well; in code, set <see cref="ReferralsCredentialOptions.Proxy"/> too. The proxy
    /// belongs to the client's own connections. A handler that you pass to <c>ReferralsClient.Create</c>, or set as the primary handler of
    /// the <c>IHttpClientBuilder</c> or of all HTTP clients, has its own proxy, and this one is not used.
    /// </remarks>
    public IWebProxy? Proxy { get; set; }

    /// <summary>
    /// Gets or sets the time limit for a call, including its attempts and the delays between them. 100 seconds by default.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The limit spans all of <c>UpdateAsync</c>, with its reads, writes and retries, and all of <c>InviteAsync</c>, with the list of the
    /// engagement before the invitation. For a listing, it applies to each page.
    /// </para>
    /// <para>
    /// The requests that determine the outcome of a write, if its response does not show it, have 10 seconds more. They are the searches
    /// after a create or an invitation, and the read after a replace, a patch or an update. They share the 10 seconds, waits included. So
    /// no call takes longer than <see cref="Timeout"/> plus 12 seconds, even while the service throttles the client: two seconds are for
    /// handlers of your program that ignore their cancellation and are left behind. The time of an
    /// interactive sign-in is not counted.
    /// </para>
    /// </remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Gets or sets the time limit for one attempt, including its whole response. It must not be longer than <see cref="Timeout"/>. 30
    /// seconds by default, or <see cref="Timeout"/> if that is shorter.
    /// </summary>
    public TimeSpan AttemptTimeout
    {
        get => _attemptTimeout ?? (Timeout < DefaultAttemptTimeout ? Timeout : DefaultAttemptTimeout);
        set => _attemptTimeout = value;
    }

    /// <summary>
    /// Gets or sets the maximum number of attempts of a call, including the first one. 4 by default; 1 disables retries, except for the one
    /// that follows a 401 with another token.
    /// </summary>
    /// <remarks>
    /// A request without a body is repeated on a fresh connection within the same attempt, up to three times, if the server closes the
    /// connection before it answers. With 1 the client's own connections do not repeat it either.
    /// </remarks>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// Gets or sets the maximum number of times <c>UpdateAsync</c> starts again because others have changed the referral in the meantime. 5
    /// by default; 0 disables these retries. Before each one the client waits: at most a sixteenth of <see cref="RetryDelay"/> before the
    /// first, and twice as long before each further one, up to 30 seconds.
    /// </summary>
    public int MaxConflictRetries { get; set; } = 5;

    /// <summary>
    /// Gets or sets the delay before the second attempt if the service sends no <c>Retry-After</c>. The delay doubles with each further
    /// attempt, up to 30 seconds, and is jittered between half of that value and all of it. 1 second by default, and 30 seconds at most.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets whether the client searches for the referral of a create or an invitation whose outcome is unknown. True by default.
    /// The search only reads; nothing is sent a second time.
    /// </summary>
    /// <remarks>
    /// <para>
    /// After a create, the client searches only if the draft has an <see cref="Referral.ExternalReferenceId"/> that is not blank. It looks
    /// among the newest referrals for an open one of your own organization with the same external reference id, type, value, currency and
    /// closing date, and with the same name and customer's name, which the service may have HTML-encoded. After an invitation, it searches
    /// in the engagement for an open referral with the same target, notes and kind of help, which was not there before the invitation was
    /// sent.
    /// </para>
    /// <para>
    /// The referral must have been created after the request was sent. The client compares the service's own times: the time of creation,
    /// and the <c>Date</c> header of the search's response less the time since the request was sent. Two seconds are allowed for the
    /// difference between the service's clocks. Without the header, no referral matches.
    /// </para>
    /// <para>
    /// The client searches up to three times, with <see cref="RetryDelay"/> and twice <see cref="RetryDelay"/> between the searches, for 10
    /// seconds in all, and reads at most five pages each time. If several referrals match, or none does, the call throws
    /// <see cref="ReferralOutcomeUnknownException"/>. The search returns a wrong referral only if somebody else created one that agrees in
    /// all of this, within these seconds, while yours was not created. Therefore give each deal its own external reference id.
    /// </para>
    /// </remarks>
    public bool ResolveUnknownOutcomes { get; set; } = true;

    /// <summary>
    /// Gets or sets whether <c>InviteAsync</c> lists the engagement before it sends an invitation. True by default. It then throws
    /// <see cref="ReferralValidationException"/>, and invites nobody, while an invitation to the same participant is open. If the list
    /// or an item of it cannot be read, nobody is invited either.
    /// </summary>
    /// <remarks>
    /// The list also keeps an older invitation from being mistaken for the new one if the response to the new one is lost. If you set the
    /// option to false, nothing is known to prevent a second invitation to the same participant.
    /// </remarks>
    public bool CheckOpenInvitations { get; set; } = true;

    /// <summary>
    /// Gets or sets the size of the largest response that is read, in bytes after decompression. 4 MiB by default, which is some ten times
    /// the size of a page of a hundred full referrals.
    /// </summary>
    /// <remarks>
    /// The option bounds the memory for a response too: a response may have one JSON object for each 128 bytes of the option, and one value
    /// for each 16 bytes. An option below 128,000 bytes allows 1,000 objects and 10,000 values.
    /// </remarks>
    public long MaxResponseSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Gets or sets which rules the client checks before it sends a request. <see cref="ClientValidation.All"/> by default.
    /// </summary>
    public ClientValidation ClientValidation { get; set; } = ClientValidation.All;

    /// <summary>Gets or sets the name of your program in the User-Agent header, such as <c>ContosoCrm/3.1</c>; null for none.</summary>
    public string? ApplicationName { get; set; }

    /// <summary>
    /// Gets or sets the name of this client in spans, metrics and the scope of its log lines, to tell several clients apart; null for none.
    /// A client that is registered under a key has that name by default. It is not sent to the service.
    /// </summary>
    public string? ClientName { get; set; }

    /// <summary>
    /// Gets or sets the factory of the client's logger, whose category is <see cref="ReferralsTelemetry.Name"/>; null disables logging. A
    /// client that a container creates uses the container's factory. No log line contains a token or anything about people or deals.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock for delays, time limits and the expiry of tokens. The system's clock by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
