namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the names of events (wire contract 9.2).</summary>
internal static class WebhookEventNames
{
    public const string ReferralCreated = "referral-created";
    public const string ReferralUpdated = "referral-updated";
    public const string RelatedReferralCreated = "related-referral-created";
    public const string RelatedReferralUpdated = "related-referral-updated";
    public const string TestCreated = "test-created";

    public static IReadOnlyList<string> All { get; } =
        [ReferralCreated, ReferralUpdated, RelatedReferralCreated, RelatedReferralUpdated, TestCreated];
}
