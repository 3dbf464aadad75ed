namespace PartnerCenter.Referrals;

/// <summary>Provides the options of a webhook: how events are verified, queued and handled.</summary>
/// <remarks>The options are read once, when the host starts.</remarks>
public sealed class ReferralsWebhookOptions
{
    /// <summary>
    /// Gets or sets how many verified events may wait for a handler. 1,000 by default, at least 1, and at most 1,000,000. While so many
    /// wait, further events are answered with 503, and Partner Center tries them again.
    /// </summary>
    public int QueueCapacity { get; set; } = 1_000;

    /// <summary>Gets or sets how many events are handled at the same time. 4 by default, at least 1, and at most 1,000.</summary>
    public int MaxConcurrentEvents { get; set; } = 4;

    /// <summary>
    /// Gets or sets how often a handler is called for one event if it throws, the first call included. 3 by default, at least 1, and at
    /// most 100. After the last call the event is given up with a line in the log, which names the type of the exception and not its
    /// message.
    /// </summary>
    public int MaxHandlerAttempts { get; set; } = 3;

    /// <summary>
    /// Gets or sets the delay before the second call of a handler, which doubles before each further one, up to five minutes. 1 second by
    /// default, and at most one minute. The event keeps one of the <see cref="MaxConcurrentEvents"/> places during the delay.
    /// </summary>
    public TimeSpan HandlerRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long one call of a handler may take. 1 minute by default, and at most a day. The call is then cancelled, left
    /// behind, and given up with a line in the log. It is not repeated, because it may still be running. When four times
    /// <see cref="MaxConcurrentEvents"/> calls are running, those that were left behind included, no further one starts until one ends, and
    /// a line in the log says so.
    /// </summary>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets how many events are remembered in order to recognize one that is sent again. 10,000 by default, at least 1, and at most
    /// 10,000,000. Each is remembered for a day at most. The memory is that of this process.
    /// </summary>
    public int MaxRememberedEvents { get; set; } = 10_000;

    /// <summary>
    /// Gets or sets the key of the client that <see cref="ReferralWebhookContext.GetReferralAsync"/> reads with; null, the default, for the
    /// client without a name.
    /// </summary>
    public string? ClientKey { get; set; }

    /// <summary>Gets the options of the verifier. Its proxy, its clock and its trusted roots are set in code.</summary>
    public ReferralWebhookVerifierOptions Verifier { get; } = new();
}
