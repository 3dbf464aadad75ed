using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Provides the certificates that passed all checks, by their addresses. Callers that need the same certificate share one flight, which
/// obtains it.
/// </summary>
/// <remarks>
/// A forger chooses addresses freely. Therefore an address gets a place only with a good certificate, and addresses that have a place
/// obtain their certificates one at a time apart from all others: together, two flights run at once. A certificate is renewed ahead of
/// time, and an address keeps its place when the time of its certificate is over.
/// </remarks>
internal sealed class SigningCertificates(
    Func<string, CancellationToken, Task<SigningCertificate>> obtain, TimeProvider time) : IDisposable
{
    // Enough for a true address to have its turn within the wait while forged ones are answered with 404, and still bounded.
    private const int MaxUnknownFlights = 256;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MinAgeOfReplaced = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HeldCertificates _held = new();
    private readonly Dictionary<string, CertificateFlight> _flights = [];
    private readonly SemaphoreSlim _knownLane = new(1);
    private readonly SemaphoreSlim _unknownLane = new(1);
    private readonly CancellationTokenSource _disposal = new();
    private int _unknownFlights;
    private bool _isDisposed;

    /// <summary>Returns the certificate that is held for an address, and begins its renewal if it is due; null for none.</summary>
    public SigningCertificate? TryGetHeld(string address, DateTimeOffset now)
    {
        if (_held.Find(address) is not { } held || !held.IsUsable(now))
        {
            return null;
        }

        if (held.TryBeginRenewal(now))
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    // The renewal counts as its own caller, so that it is never abandoned.
                    JoinOrBegin(address, isKnown: true);
                }
            }
        }

        return held;
    }

    /// <summary>Returns the certificate of an address, and obtains it if it is not held.</summary>
    /// <exception cref="ReferralWebhookException">The certificate could not be obtained, or a check failed.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public async Task<SigningCertificate> GetAsync(string address, CancellationToken cancellationToken)
    {
        CertificateFlight flight;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(ReferralWebhookVerifier));
            DateTimeOffset now = time.GetUtcNow();
            SigningCertificate? held = _held.Find(address);
            if (held?.IsUsable(now) == true)
            {
                return held;
            }

            if (_held.FindFailure(address, now) is { } failure)
            {
                throw failure.Copy();
            }

            flight = JoinOrBegin(address, isKnown: held is not null);
        }

        Outcome<SigningCertificate> outcome = await WaitAsync(flight, cancellationToken).ConfigureAwait(false);
        return outcome.Exception is ReferralWebhookException shared ? throw shared.Copy() : outcome.Result!;
    }

    /// <summary>
    /// Obtains the certificate of an address again, because a signature does not match the one that is held: the file may have been
    /// replaced under the same name. It does so once a minute at most, because a forger can cause it. Returns null if there is no other
    /// key.
    /// </summary>
    /// <exception cref="ReferralWebhookException">The certificate could not be obtained again.</exception>
    public async Task<SigningCertificate?> FindReplacementAsync(SigningCertificate held, CancellationToken cancellationToken)
    {
        CertificateFlight flight;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (_isDisposed)
            {
                throw Unchecked("The verifier was disposed.");
            }

            if (_held.Find(held.Address) is not { } newest)
            {
                return null;
            }

            if (!newest.HasKeyOf(held))
            {
                return newest.IsUsable(now) ? newest : null;
            }

            if (_held.FindFailure(held.Address, now) is { } failure)
            {
                return failure.IsTransient ? throw failure.Copy() : null;
            }

            if (now < newest.Obtained + MinAgeOfReplaced)
            {
                return null;
            }

            flight = JoinOrBegin(held.Address, isKnown: true);
        }

        Outcome<SigningCertificate> outcome = await WaitAsync(flight, cancellationToken).ConfigureAwait(false);
        if (outcome.Exception is ReferralWebhookException { IsTransient: true } shared)
        {
            // The file may have been replaced, so that nothing proves that the event is forged.
            throw shared.Copy();
        }

        return outcome.Result is { } obtained && !obtained.HasKeyOf(held) ? obtained : null;
    }

    public void Dispose()
    {
        CertificateFlight[] flights;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            flights = [.. _flights.Values];
            _flights.Clear();
            _held.Clear();
        }

        _disposal.Cancel();
        foreach (CertificateFlight flight in flights)
        {
            flight.Complete(Outcome.FromException<SigningCertificate>(Unchecked("The verifier was disposed.")));
            flight.Abandon();
        }
    }

    private static ReferralWebhookException Unchecked(string message, Exception? cause = null) =>
        ReferralWebhookException.TryAgain(ReferralWebhookCheck.CertificateUnchecked, message, cause);

    private CertificateFlight JoinOrBegin(string address, bool isKnown)
    {
        if (!_flights.TryGetValue(address, out CertificateFlight? flight))
        {
            if (!isKnown && _unknownFlights == MaxUnknownFlights)
            {
                throw Unchecked("Too many other certificates wait to be checked.");
            }

            flight = new CertificateFlight(address, isKnown);
            _flights.Add(address, flight);
            _unknownFlights += isKnown ? 0 : 1;
            CertificateFlight begun = flight;
            // The flight serves many callers, so that it belongs to the trace of none.
            using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(() => FlyAsync(begun));
            }
        }

        flight.Callers++;
        return flight;
    }

    private async Task<Outcome<SigningCertificate>> WaitAsync(CertificateFlight flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Completion.WaitAsync(MaxWait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException timeout)
        {
            return Outcome.FromException<SigningCertificate>(Unchecked("The certificate was not checked within 20 seconds.", timeout));
        }
        finally
        {
            Leave(flight);
        }
    }

    private void Leave(CertificateFlight flight)
    {
        lock (_lock)
        {
            if (--flight.Callers > 0 || flight.HasBegun || !Remove(flight))
            {
                return;
            }
        }

        flight.Abandon();
    }

    private bool Remove(CertificateFlight flight)
    {
        if (!_flights.TryGetValue(flight.Address, out CertificateFlight? current) || current != flight)
        {
            return false;
        }

        _flights.Remove(flight.Address);
        _unknownFlights -= flight.IsKnown ? 0 : 1;
        return true;
    }

    private async Task FlyAsync(CertificateFlight flight)
    {
        SemaphoreSlim lane = flight.IsKnown ? _knownLane : _unknownLane;
        try
        {
            await lane.WaitAsync(flight.Abandonment).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it.
            return;
        }

        try
        {
            if (TryStart(flight))
            {
                Land(flight, await ObtainAsync(flight.Address).ConfigureAwait(false));
            }
        }
        finally
        {
            lane.Release();
        }
    }

    private bool TryStart(CertificateFlight flight)
    {
        lock (_lock)
        {
            flight.HasBegun = _flights.TryGetValue(flight.Address, out CertificateFlight? current) && current == flight;
            return flight.HasBegun;
        }
    }

    private async Task<Outcome<SigningCertificate>> ObtainAsync(string address)
    {
        try
        {
            return Outcome.FromResult(await obtain(address, _disposal.Token).ConfigureAwait(false));
        }
        catch (ReferralWebhookException failure)
        {
            return Outcome.FromException<SigningCertificate>(failure);
        }
        catch (Exception failure)
        {
            // A failure that nobody expects proves nothing about the sender, and must not leave callers waiting.
            return Outcome.FromException<SigningCertificate>(Unchecked("Checking the certificate failed.", failure));
        }
    }

    private void Land(CertificateFlight flight, Outcome<SigningCertificate> outcome)
    {
        lock (_lock)
        {
            if (Remove(flight))
            {
                if (outcome.Result is { } obtained)
                {
                    _held.Add(obtained);
                }
                else
                {
                    _held.AddFailure(flight.Address, (ReferralWebhookException)outcome.Exception!, time.GetUtcNow());
                }
            }
        }

        flight.Complete(outcome);
    }
}
