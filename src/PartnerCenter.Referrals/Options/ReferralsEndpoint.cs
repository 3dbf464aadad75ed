namespace PartnerCenter.Referrals;

/// <summary>The addresses of the referral collection. Any other one can be given as a plain <see cref="Uri"/>.</summary>
public static class ReferralsEndpoint
{
    /// <summary><c>https://api.partner.microsoft.com/v1.0/engagements/referrals</c>: the service of today. The default.</summary>
    public static Uri Production { get; } = new("https://api.partner.microsoft.com/v1.0/engagements/referrals");

    /// <summary>
    /// <c>https://api.partner.microsoft.com/v1/referrals/</c>: the address of Microsoft's 2018 page <em>Invite a participant</em>.
    /// The body is the same; whether it still answers is not known.
    /// </summary>
    public static Uri V1 { get; } = new("https://api.partner.microsoft.com/v1/referrals/");
}
