namespace PartnerCenter.Referrals;

/// <summary>Provides the known addresses of the referral collection. You can use any other address as a plain <see cref="Uri"/>.</summary>
/// <remarks>
/// See <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-introduction">Referrals API introduction</see>.
/// </remarks>
public static class ReferralsEndpoint
{
    /// <summary>
    /// Gets the address of today's service, <c>https://api.partner.microsoft.com/v1.0/engagements/referrals</c>. It is the default.
    /// </summary>
    public static Uri Production { get; } = new("https://api.partner.microsoft.com/v1.0/engagements/referrals");

    /// <summary>
    /// Gets the address of Microsoft's 2018 page <em>Invite a participant</em>, <c>https://api.partner.microsoft.com/v1/referrals/</c>. The
    /// body is the same. It is not known whether the address still answers.
    /// </summary>
    public static Uri V1 { get; } = new("https://api.partner.microsoft.com/v1/referrals/");

    /// <summary>
    /// Gets the address of the registration of webhooks, <c>https://api.partnercenter.microsoft.com/webhooks/v1/registration</c>. It is on
    /// another host than the referrals, and accepts tokens for that host only. See
    /// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>.
    /// </summary>
    public static Uri WebhookRegistration { get; } = new("https://api.partnercenter.microsoft.com/webhooks/v1/registration");
}
