using System.Security.Cryptography;

namespace PartnerCenter.Referrals;

/// <summary>Holds the key of a certificate that passed all checks, and until when it is used. It is thread-safe.</summary>
internal sealed class SigningCertificate
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(10);

    // .NET does not promise that several threads may use one RSA object, so each rents one. One is lost to the garbage collector with its
    // certificate, because a verification may still use it then.
    private readonly RSA?[] _idle = new RSA?[Environment.ProcessorCount];
    private readonly RSAParameters _key;
    private long _until;
    private long _nextRenewal;
    private long _lastUsed;

    public SigningCertificate(string address, RSAParameters key, DateTimeOffset obtained, DateTimeOffset until)
    {
        Address = address;
        _key = key;
        Obtained = obtained;
        _until = until.UtcTicks;
        // The last quarter of the time is for the renewal, while the certificate is still used.
        _nextRenewal = obtained.UtcTicks + ((until.UtcTicks - obtained.UtcTicks) / 4 * 3);
    }

    public string Address { get; }

    public DateTimeOffset Obtained { get; }

    /// <summary>Gets or sets when the last event was verified with the certificate, in ticks of UTC; 0 for never.</summary>
    public long LastUsed
    {
        get => Volatile.Read(ref _lastUsed);
        set => Volatile.Write(ref _lastUsed, value);
    }

    /// <summary>Gets or sets why the last renewal failed; null if it did not. The owner's lock guards it.</summary>
    public RememberedFailure? Failure { get; set; }

    public bool IsUsable(DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref _until);

    /// <summary>Ends the use of the certificate, because it was revoked. Its address stays known.</summary>
    public void Revoke() => Volatile.Write(ref _until, 0);

    /// <summary>Returns whether the caller has to renew the certificate now. It is true for one caller in ten seconds.</summary>
    public bool TryBeginRenewal(DateTimeOffset now)
    {
        long due = Volatile.Read(ref _nextRenewal);
        return now.UtcTicks >= due
            && Interlocked.CompareExchange(ref _nextRenewal, (now + RenewalInterval).UtcTicks, due) == due;
    }

    public bool HasKeyOf(SigningCertificate other) =>
        _key.Modulus.AsSpan().SequenceEqual(other._key.Modulus) && _key.Exponent.AsSpan().SequenceEqual(other._key.Exponent);

    public bool Verify(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature)
    {
        RSA rsa = Rent();
        bool isValid = rsa.VerifyData(body, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Return(rsa);
        return isValid;
    }

    private RSA Rent()
    {
        // Threads on different processors begin at different places, so that they do not compete for one.
        int start = Thread.GetCurrentProcessorId();
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.Exchange(ref _idle[(int)((uint)(start + i) % (uint)_idle.Length)], null) is { } idle)
            {
                return idle;
            }
        }

        return RSA.Create(_key);
    }

    private void Return(RSA rsa)
    {
        int start = Thread.GetCurrentProcessorId();
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[(int)((uint)(start + i) % (uint)_idle.Length)], rsa, null) is null)
            {
                return;
            }
        }

        rsa.Dispose();
    }
}
