using System.Collections.Concurrent;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the certificates that passed all checks, by their addresses, and remembers for ten seconds why others could not be obtained.
/// <see cref="Find"/> may be called by any thread; the owner's lock guards everything else.
/// </summary>
internal sealed class HeldCertificates
{
    private const int MaxCount = 16;

    private static readonly TimeSpan FailureTime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SigningCertificate> _held = new(StringComparer.Ordinal);
    private readonly FailureMemory _failures = new();

    /// <summary>Returns the certificate of an address, whose time may be over; null if the address never had a good one.</summary>
    public SigningCertificate? Find(string address) => _held.GetValueOrDefault(address);

    /// <summary>Returns why the certificate of an address could not be obtained in the last ten seconds; null if nothing failed.</summary>
    public ReferralWebhookException? FindFailure(string address, DateTimeOffset now)
    {
        RememberedFailure? failure = Find(address) is { } held ? held.Failure : _failures.Find(address);
        return failure is not null && now < failure.Until ? failure.Exception : null;
    }

    public void Add(SigningCertificate certificate)
    {
        if (Find(certificate.Address) is { } previous)
        {
            certificate.LastUsed = previous.LastUsed;
        }

        _held[certificate.Address] = certificate;
        if (_held.Count > MaxCount)
        {
            // Only events with a correct signature count as use.
            SigningCertificate leastUsed = _held.Values.Where(one => one != certificate).MinBy(static one => one.LastUsed)!;
            _held.TryRemove(leastUsed.Address, out _);
        }
    }

    public void AddFailure(string address, ReferralWebhookException failure, DateTimeOffset now)
    {
        RememberedFailure remembered = new(failure, now + FailureTime);
        if (Find(address) is not { } held)
        {
            _failures.Add(address, remembered);
            return;
        }

        held.Failure = remembered;
        // Another failure proves nothing about the certificate that is held: a server in trouble may return a page in its place.
        if (failure.IsRevocation)
        {
            held.Revoke();
        }
    }

    public void Clear() => _held.Clear();
}
