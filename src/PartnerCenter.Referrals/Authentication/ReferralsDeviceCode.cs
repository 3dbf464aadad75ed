namespace PartnerCenter.Referrals;

/// <summary>What a user needs to sign in on another device.</summary>
public sealed class ReferralsDeviceCode
{
    internal ReferralsDeviceCode(string userCode, Uri verificationUri, string message, DateTimeOffset expiresOn)
    {
        UserCode = userCode;
        VerificationUri = verificationUri;
        Message = message;
        ExpiresOn = expiresOn;
    }

    /// <summary>The code to type in.</summary>
    public string UserCode { get; }

    /// <summary>The page to type it into.</summary>
    public Uri VerificationUri { get; }

    /// <summary>Entra's sentence that names both, in the user's language.</summary>
    public string Message { get; }

    /// <summary>When the code stops to work, in UTC.</summary>
    public DateTimeOffset ExpiresOn { get; }

    /// <summary>The type only: who has the code can take part in the sign-in.</summary>
    public override string ToString() => nameof(ReferralsDeviceCode);
}
