using System.Security.Cryptography;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the pending sign-ins by device code.</summary>
internal sealed class DeviceCodes(TimeProvider clock, bool completeAtOnce)
{
    /// <summary>Specifies how long the user has to enter the code, as in Entra.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // Letters and digits that look alike are left out.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SignIn> _byDeviceCode = new(StringComparer.Ordinal);

    public (string DeviceCode, string UserCode) Start(string scopes)
    {
        string deviceCode = RandomNumberGenerator.GetHexString(64, lowercase: true);
        lock (_gate)
        {
            string userCode;
            do
            {
                userCode = RandomNumberGenerator.GetString(Letters, 9);
            }
            while (_byDeviceCode.Values.Any(other => other.UserCode == userCode));

            _byDeviceCode.Add(deviceCode, new SignIn(userCode, scopes, clock.GetUtcNow() + Lifetime) { IsComplete = completeAtOnce });
            return (deviceCode, userCode);
        }
    }

    /// <summary>Simulates the user who enters the code and signs in.</summary>
    /// <exception cref="ArgumentException">No pending sign-in has this code.</exception>
    /// <exception cref="InvalidOperationException">The code has expired.</exception>
    public void Complete(string userCode)
    {
        lock (_gate)
        {
            SignIn signIn = _byDeviceCode.Values.FirstOrDefault(
                other => other.UserCode.Equals(userCode, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException("No pending sign-in has this code.", nameof(userCode));
            if (signIn.End <= clock.GetUtcNow())
            {
                throw new InvalidOperationException("The code has expired: start a new sign-in.");
            }

            signIn.IsComplete = true;
        }
    }

    /// <summary>Returns the codes that their users have not entered yet, in the order in which they expire.</summary>
    public IReadOnlyList<(string UserCode, DateTimeOffset End)> Pending()
    {
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            return
            [
                .. _byDeviceCode.Values.Where(signIn => !signIn.IsComplete && signIn.End > now).OrderBy(signIn => signIn.End)
                    .Select(signIn => (signIn.UserCode, signIn.End)),
            ];
        }
    }

    /// <summary>Redeems the code of a completed sign-in, once, and returns the requested scopes.</summary>
    /// <exception cref="EntraException">The code is unknown or has expired, or the user has not signed in yet.</exception>
    public string Redeem(string deviceCode)
    {
        lock (_gate)
        {
            if (!_byDeviceCode.TryGetValue(deviceCode, out SignIn? signIn))
            {
                throw EntraException.UnknownDeviceCode();
            }

            if (signIn.End <= clock.GetUtcNow())
            {
                throw EntraException.ExpiredDeviceCode();
            }

            if (!signIn.IsComplete)
            {
                throw EntraException.AuthorizationPending();
            }

            _byDeviceCode.Remove(deviceCode);
            return signIn.Scopes;
        }
    }

    private sealed record SignIn(string UserCode, string Scopes, DateTimeOffset End)
    {
        public bool IsComplete { get; set; }
    }
}
