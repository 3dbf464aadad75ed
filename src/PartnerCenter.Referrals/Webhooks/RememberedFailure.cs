namespace PartnerCenter.Referrals;

/// <summary>Represents a failure to obtain a certificate, which is repeated to callers until a time.</summary>
internal sealed record RememberedFailure(ReferralWebhookException Exception, DateTimeOffset Until);
