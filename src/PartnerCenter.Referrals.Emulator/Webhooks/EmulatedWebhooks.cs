using System.Security.Cryptography.X509Certificates;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Shows and steers the webhooks of a <see cref="ReferralsEmulator"/>: the registration, the signed events that it delivers in the
/// background, and what a receiver needs to verify them. All members are safe for use by several threads.
/// </summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>
/// describes webhooks.
/// </remarks>
public sealed class EmulatedWebhooks
{
    private readonly WebhookParts _parts;
    private readonly Func<Uri> _root;
    private readonly Func<AccessTokenKind, TimeSpan?, string> _issueToken;

    internal EmulatedWebhooks(WebhookParts parts, Func<Uri> root, Func<AccessTokenKind, TimeSpan?, string> issueToken)
    {
        _parts = parts;
        _root = root;
        _issueToken = issueToken;
    }

    /// <summary>Gets the registration, or null if there is none.</summary>
    public EmulatedWebhookRegistration? Registration => _parts.Registrations.Current;

    /// <summary>
    /// Gets a snapshot of the latest 10,000 deliveries, in the order in which their events were raised. One event is raised for each change
    /// of a referral, and another one if its engagement has other referrals, if the registration subscribes to them.
    /// <see cref="ReferralsEmulator.Seed"/> raises none.
    /// </summary>
    public IReadOnlyList<WebhookDelivery> Deliveries => _parts.Queue.Snapshot();

    /// <summary>
    /// Gets the root of the certificates with which events are signed. A receiver must trust it. Each emulator has a root of its own, which
    /// is created when it is first needed. The certificates are issued directly under it and name a list of revoked certificates on this
    /// emulator, so that an online check of revocation passes. It is the same instance each time, so do not dispose it.
    /// </summary>
    public X509Certificate2 RootCertificate => _parts.Certificates.Root;

    /// <summary>Gets the address that <c>X-MS-Certificate-Url</c> names in an event without a fault.</summary>
    public Uri CertificateAddress => _parts.Certificates.AddressOf();

    /// <summary>
    /// Replaces the certificate by one of the same root with another address, as the service does when a certificate is about to expire.
    /// Events that are signed from now on name it. The earlier one is still served.
    /// </summary>
    public void RenewCertificate() => _parts.Certificates.Renew();

    /// <summary>
    /// Creates a handler with which a receiver fetches the certificate. The handler sends every request to this emulator, whatever host the
    /// request names, so the address can be Microsoft's. It follows no redirect.
    /// </summary>
    /// <returns>A new handler, which the caller disposes.</returns>
    public HttpMessageHandler CreateCertificateHandler() => new LoopbackHandler(_root());

    /// <summary>Issues an access token for the registration API without a sign-in. The referrals API refuses it.</summary>
    /// <param name="lifetime">
    /// How long the token is valid; null for <see cref="ReferralsEmulatorOptions.TokenLifetime"/>. With zero or less, the token has already
    /// expired.
    /// </param>
    /// <param name="kind">The kind of token, which determines what the token proves.</param>
    /// <returns>The token, to send as <c>Authorization: Bearer</c>.</returns>
    public string IssueToken(TimeSpan? lifetime = null, AccessTokenKind kind = AccessTokenKind.Delegated) => _issueToken(kind, lifetime);

    /// <summary>
    /// Registers an address as a program of the tenant does, without a request. An existing registration is replaced.
    /// </summary>
    /// <param name="url">The address, which must be a loopback address unless the options have a delivery handler.</param>
    /// <param name="events">The names of the events; none for all that the emulator raises.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentException">The emulator cannot deliver to the address, or a name is blank.</exception>
    public EmulatedWebhookRegistration Register(Uri url, params IReadOnlyList<string> events)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(events);
        if (!url.IsAbsoluteUri || !_parts.CanReach(url))
        {
            throw new ArgumentException(
                "The url must be an http or https address of this machine without user information, unless "
                + $"{nameof(EmulatedWebhookOptions.DeliveryHandler)} is set.",
                nameof(url));
        }

        if (events.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("The name of an event must not be blank.", nameof(events));
        }

        var registration = new EmulatedWebhookRegistration
        {
            WebhookUrl = url,
            WebhookEvents = events.Count > 0 ? [.. events] : WebhookEventNames.All,
        };
        _parts.Registrations.Set(registration);
        return registration;
    }

    /// <summary>Removes the registration. Events that were raised before are still delivered.</summary>
    public void RemoveRegistration() => _parts.Registrations.Set(null);

    /// <summary>
    /// Waits until every event raised so far is delivered or parked. With a clock that a test moves, a failed try waits for
    /// <see cref="EmulatedWebhookOptions.RetryDelays"/> on that clock.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when nothing is left to do.</returns>
    /// <exception cref="ObjectDisposedException">The emulator has been disposed, or is disposed during the wait.</exception>
    public Task WaitForDeliveriesAsync(CancellationToken cancellationToken = default) => _parts.Queue.WaitAsync(cancellationToken);

    /// <summary>
    /// Sends the events of the offline queue again, each to its address with ten new tries and as a new delivery. The service never does
    /// this by itself. The queue holds the latest 10,000.
    /// </summary>
    /// <returns>How many events there are.</returns>
    public int RedeliverParked() => _parts.Queue.RedeliverParked();

    /// <summary>
    /// Plans a fault for the next tries of deliveries, whatever their event and address, after the faults that are planned already.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="count">How many tries have it. Ten of a fault that the receiver refuses park an event.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fault is not a defined value, or the count is negative.</exception>
    public void PlanFault(WebhookFault fault, int count = 1)
    {
        if (!Enum.IsDefined(fault))
        {
            throw new ArgumentOutOfRangeException(nameof(fault), fault, "The fault must be a value of WebhookFault.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _parts.Faults.Add(fault, count);
    }

    /// <summary>Removes the faults that no try has had yet.</summary>
    public void ClearFaults() => _parts.Faults.Clear();

    /// <summary>Removes the deliveries recorded so far from <see cref="Deliveries"/>. They go on.</summary>
    public void ClearDeliveries() => _parts.Queue.ClearLog();
}
