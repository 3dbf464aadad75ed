namespace PartnerCenter.Referrals;

/// <summary>Describes what a user needs to sign in on another device. Instances are immutable.</summary>
/// <seealso cref="ReferralsCredential.FromDeviceCode"/>
public sealed class ReferralsDeviceCode
{
    /// <summary>Creates a device code, for tests of a prompt.</summary>
    /// <param name="userCode">The code that the user enters.</param>
    /// <param name="verificationUri">The page on which the user enters the code.</param>
    /// <param name="message">The sentence that names the code and the page.</param>
    /// <param name="expiresOn">The time at which the code expires; any offset.</param>
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

    /// <summary>Gets the code that the user enters.</summary>
    public string UserCode { get; }

    /// <summary>Gets the page on which the user enters the code.</summary>
    public Uri VerificationUri { get; }

    /// <summary>Gets Entra's sentence that names the code and the page, in the user's language.</summary>
    public string Message { get; }

    /// <summary>Gets the time at which the code expires, in UTC.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>Returns only the type's name, because the code is part of the sign-in.</summary>
    public override string ToString() => nameof(ReferralsDeviceCode);
}
