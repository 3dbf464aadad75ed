namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Specifies how a <see cref="ReferralsEmulator"/> registers webhooks, and signs and delivers their events. The emulator reads the options
/// once, when it starts.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>
/// describes webhooks.
/// </remarks>
public sealed class EmulatedWebhookOptions
{
    /// <summary>
    /// Gets whether the tenant's user has one of the roles that may register webhooks (Global admin, Billing admin, Admin agent, Sales
    /// agent or Helpdesk agent). The default is true. If false, the registration API refuses the user's tokens with 403, as it may do with
    /// a Referral Admin. Tokens of the app alone are accepted in either case.
    /// </summary>
    public bool UserMayRegister { get; init; } = true;

    /// <summary>
    /// Gets the handler that receives every delivery in this process, whatever host its address names, for example that of a test server.
    /// Registrations can then name any http or https address. The default is null: deliveries are sent to loopback addresses, and a
    /// registration of another address is refused with 400. The emulator calls the handler from several threads, and does not dispose it.
    /// </summary>
    public HttpMessageHandler? DeliveryHandler { get; init; }

    /// <summary>
    /// Gets the waits before the second try of a delivery, before the third and so on, on the clock of
    /// <see cref="ReferralsEmulatorOptions.TimeProvider"/>. The last one applies to all further tries; there are ten in all. The default is
    /// 200 milliseconds before each. With a clock that a test moves, <see cref="TimeSpan.Zero"/> tries again without a wait. Microsoft
    /// documents ten tries and no times.
    /// </summary>
    // Wire contract 9.5.
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromMilliseconds(200)];

    /// <summary>
    /// Gets how long the receiver has to answer, on the clock of <see cref="ReferralsEmulatorOptions.TimeProvider"/>. The try then fails.
    /// The default is ten seconds. Microsoft documents no time.
    /// </summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets whether <c>X-MS-Certificate-Url</c> names the emulator's own address, <c>http://127.0.0.1:port/cert/….cer</c>, for receivers in
    /// another process. The default is false: it names <c>https://3psostorageacct.blob.core.windows.net/cert/….cer</c>, as at the service,
    /// and <see cref="EmulatedWebhooks.CreateCertificateHandler"/> fetches it.
    /// </summary>
    public bool LoopbackCertificateAddress { get; init; }

    /// <summary>
    /// Gets whether certificates are served as PEM text. The default is false, which serves DER. Microsoft's samples read both.
    /// </summary>
    public bool PemCertificates { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(RetryDelays);
        if (RetryDelays.Count == 0 || RetryDelays.Any(delay => delay < TimeSpan.Zero || delay > TimeSpan.FromDays(1)))
        {
            throw new ArgumentException("RetryDelays must have at least one delay, each from zero to one day.", nameof(RetryDelays));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DeliveryTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DeliveryTimeout, TimeSpan.FromDays(1));
    }
}
