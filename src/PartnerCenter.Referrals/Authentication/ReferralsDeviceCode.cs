namespace PartnerCenter.Referrals;

/// <summary>What a user needs to sign in on another device. Immutable.</summary>
/// <seealso cref="ReferralsCredential.FromDeviceCode"/>
public sealed class ReferralsDeviceCode
{
    /// <summary>Creates a device code, for tests of a prompt.</summary>
    /// <param name="userCode">The code to type in.</param>
    /// <param name="verificationUri">The page to type it into.</param>
    /// <param name="message">The sentence that names both.</param>
    /// <param name="expiresOn">When the code expires; any offset.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ReferralsDeviceCode(string userCode, Uri verificationUri, string message, DateTimeOffset expiresOn)
    {
        ArgumentNullException.ThrowIfNull(userCode);
        ArgumentNullException.ThrowIfNull(verificationUri);
        ArgumentNullException.ThrowIfNull(message);
        UserCode = userCode;
        VerificationUri = verificationUri;
        Message = message;
        ExpiresOn = expiresOn.ToUniversalTime();
    }

    /// <summary>The code to type in.</summary>
    public string UserCode { get; }

    /// <summary>The page to type it into.</summary>
    public Uri VerificationUri { get; }

    /// <summary>Entra's sentence that names both, in the user's language.</summary>
    public string Message { get; }

    /// <summary>When the code expires, in UTC.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Returns the type's name only: the code is part of the sign-in.</summary>
    public override string ToString() => nameof(ReferralsDeviceCode);
}
