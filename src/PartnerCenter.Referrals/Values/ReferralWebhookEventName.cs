using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies what a webhook event reports.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhook-events">Partner Center webhook
/// events</see> names the values. One registration serves all of Partner Center, so events of its other parts may arrive as well.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralWebhookEventName>))]
public sealed class ReferralWebhookEventName(string value)
    : ExtensibleEnum<ReferralWebhookEventName>(value), IExtensibleEnum<ReferralWebhookEventName>
{
    /// <summary>Specifies that a referral of your organization was created.</summary>
    public static ReferralWebhookEventName ReferralCreated { get; } = new("referral-created");
    /// <summary>Specifies that a referral of your organization was changed.</summary>
    public static ReferralWebhookEventName ReferralUpdated { get; } = new("referral-updated");
    /// <summary>Specifies that another referral was created in the engagement of one of yours.</summary>
    public static ReferralWebhookEventName RelatedReferralCreated { get; } = new("related-referral-created");
    /// <summary>
    /// Specifies that another referral in the engagement of one of yours was changed, for example because Microsoft answered an invitation.
    /// </summary>
    public static ReferralWebhookEventName RelatedReferralUpdated { get; } = new("related-referral-updated");
    /// <summary>Specifies a test event, which Partner Center sends on request only.</summary>
    public static ReferralWebhookEventName TestCreated { get; } = new("test-created");

    static ReferralWebhookEventName IExtensibleEnum<ReferralWebhookEventName>.Create(string value) => new(value);

    static ReferralWebhookEventName[] IExtensibleEnum<ReferralWebhookEventName>.Members =>
        [ReferralCreated, ReferralUpdated, RelatedReferralCreated, RelatedReferralUpdated, TestCreated];
}
