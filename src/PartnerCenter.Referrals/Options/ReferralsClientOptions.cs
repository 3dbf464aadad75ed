using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>Provides the options of a client, such as its endpoint, credential, timeouts and retries.</summary>
/// <remarks>The client reads the options once, when it is created; later changes have no effect.</remarks>
public sealed class ReferralsClientOptions
{
    /// <summary>
    /// Gets or sets the full address of the referral collection. It must be https, or http for a loopback address.
    /// <see cref="ReferralsEndpoint.Production"/> by default.
    /// </summary>
    public Uri Endpoint { get; set; } = ReferralsEndpoint.Production;

    /// <summary>Gets or sets the source of the access tokens. It is required.</summary>
    public ReferralsCredential? Credential { get; set; }

    /// <summary>
    /// Gets or sets the time limit for a whole call, including its attempts and the delays between them. 100 seconds by default.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets the time limit for one attempt, including its whole response. 30 seconds by default.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the maximum number of attempts of a call, including the first one. 4 by default; 1 disables retries.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// Gets or sets the maximum number of times <c>UpdateAsync</c> starts again because others have changed the referral in the meantime. 5
    /// by default; 0 disables these retries. Before each one the client waits: at most a sixteenth of <see cref="RetryDelay"/> before the
    /// first, and twice as long before each further one, up to 30 seconds.
    /// </summary>
    public int MaxConflictRetries { get; set; } = 5;

    /// <summary>
    /// Gets or sets the delay before the second attempt if the service sends no <c>Retry-After</c>. The delay doubles with each further
    /// attempt, up to 30 seconds, and is jittered between half of that value and all of it. 1 second by default.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets whether the client searches for the referral of a create or an invitation whose outcome is unknown. True by default.
    /// The search only reads; nothing is sent a second time.
    /// </summary>
    /// <remarks>
    /// <para>
    /// After a create, the client searches only if the draft has an <see cref="Referral.ExternalReferenceId"/>. It looks among the newest
    /// referrals for one with the same external reference id, type, value and currency that was created since the call began (five minutes
    /// are allowed for clock differences). After an invitation, the client searches in the engagement for a referral with the same target;
    /// a closed referral counts as an earlier invitation.
    /// </para>
    /// <para>
    /// The client makes up to three attempts, with <see cref="RetryDelay"/> and twice <see cref="RetryDelay"/> between them. If several
    /// referrals match, or none does, the call throws <see cref="ReferralOutcomeUnknownException"/>. The search returns a wrong referral
    /// only if a similar one was created in these minutes, by this program or by someone else. Therefore give each deal its own external
    /// reference id.
    /// </para>
    /// </remarks>
    public bool ResolveUnknownOutcomes { get; set; } = true;

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
    /// Gets or sets the factory of the client's logger, whose category is <see cref="ReferralsTelemetry.Name"/>; null disables logging. A
    /// client that a container creates uses the container's factory. No log line contains a token or anything about people or deals.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock for delays, time limits and the expiry of tokens. The system's clock by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
