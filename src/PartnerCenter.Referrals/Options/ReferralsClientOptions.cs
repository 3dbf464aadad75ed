using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals;

/// <summary>How a client reaches the service and how patient it is.</summary>
/// <remarks>Read once, when the client is made; later changes have no effect.</remarks>
public sealed class ReferralsClientOptions
{
    /// <summary>The full address of the referral collection. https, or http for a loopback address.</summary>
    public Uri Endpoint { get; set; } = ReferralsEndpoint.Production;

    /// <summary>Where access tokens come from. Required.</summary>
    public ReferralsCredential? Credential { get; set; }

    /// <summary>How long a call may take in all, with its attempts and the waits between them. 100 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long one attempt may take, its whole answer included. 30 seconds by default.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times a call is attempted at most, the first time included. 4 by default; 1 never repeats.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>
    /// How many times <c>UpdateAsync</c> starts again at most because others have changed the referral meanwhile. 5 by default; 0 never
    /// does. It waits a little before each: at most a sixteenth of <see cref="RetryDelay"/> at first, twice as long each time, up to 30
    /// seconds.
    /// </summary>
    public int MaxConflictRetries { get; set; } = 5;

    /// <summary>
    /// The wait before the second attempt where the service names none; it doubles with each further one, up to 30 seconds, and
    /// varies by chance between half and all of that. 1 second by default.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether a create or an invitation whose outcome is not known is looked for. True by default. It only finds; nothing is sent a second
    /// time.
    /// </summary>
    /// <remarks>
    /// A create is looked for if its draft has an <see cref="Referral.ExternalReferenceId"/>: among the newest referrals, by that id, type,
    /// value and currency, made since the call began (five minutes are allowed for clocks that differ). An invitation is looked for in its
    /// engagement, by its target; a closed one is an earlier one. Three tries, with <see cref="RetryDelay"/> and twice as much between
    /// them. It returns a wrong one only if another was made alike in these minutes, by this program or by somebody else, so give each deal
    /// an id of its own. Where several are alike, or none is found, the call ends in <see cref="ReferralOutcomeUnknownException"/>.
    /// </remarks>
    public bool ResolveUnknownOutcomes { get; set; } = true;

    /// <summary>The largest answer that is read, in bytes after decompression. 16 MiB by default.</summary>
    public long MaxResponseSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>What is checked before a request leaves.</summary>
    public ClientValidation ClientValidation { get; set; } = ClientValidation.All;

    /// <summary>The name of your program for the User-Agent header, such as <c>ContosoCrm/3.1</c>; null for none.</summary>
    public string? ApplicationName { get; set; }

    /// <summary>
    /// Where the client logs, under the category <see cref="ReferralsTelemetry.Name"/>; null for nowhere. A client made by a container
    /// takes the container's. Nothing about people or deals is logged, and no token.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock for waits, time limits and the expiry of tokens.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
