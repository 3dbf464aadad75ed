using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies what an event of Partner Center's webhooks reports.</summary>
/// <remarks>
/// Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhook-events">Partner Center webhook events</see> names
/// the values, those of other parts of Partner Center included.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralWebhookEventName>))]
public sealed class ReferralWebhookEventName(string value)
    : ExtensibleEnum<ReferralWebhookEventName>(value), IExtensibleEnum<ReferralWebhookEventName>
{
    /// <summary>Specifies that a referral was created.</summary>
    public static ReferralWebhookEventName ReferralCreated { get; } = new("referral-created");
    /// <summary>Specifies that a referral was changed.</summary>
    public static ReferralWebhookEventName ReferralUpdated { get; } = new("referral-updated");
    /// <summary>Specifies that another referral of the same engagement was created, such as another participant's.</summary>
    public static ReferralWebhookEventName RelatedReferralCreated { get; } = new("related-referral-created");
    /// <summary>Specifies that another referral of the same engagement was changed, such as by Microsoft's answer.</summary>
    public static ReferralWebhookEventName RelatedReferralUpdated { get; } = new("related-referral-updated");
    /// <summary>Specifies a test event, which <c>ReferralWebhookRegistrations.SendTestEventAsync</c> has Partner Center send.</summary>
    public static ReferralWebhookEventName TestCreated { get; } = new("test-created");

    static ReferralWebhookEventName IExtensibleEnum<ReferralWebhookEventName>.Create(string value) => new(value);

    static ReferralWebhookEventName[] IExtensibleEnum<ReferralWebhookEventName>.Members =>
        [ReferralCreated, ReferralUpdated, RelatedReferralCreated, RelatedReferralUpdated, TestCreated];
}
