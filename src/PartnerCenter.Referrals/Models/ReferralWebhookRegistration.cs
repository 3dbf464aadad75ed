using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents the registration of a webhook: the address that Partner Center sends events to, and the names of these events.
/// </summary>
/// <remarks>
/// Mirrors the registration on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>. A tenant has one
/// registration, which all parts of Partner Center share. To register, create one with the address and the events, and pass it to
/// <see cref="ReferralWebhookRegistrations.RegisterAsync"/>. Instances are immutable.
/// </remarks>
public sealed record ReferralWebhookRegistration
{
    private readonly ModelContent _content;

    /// <summary>Gets the id of the registration. The service sets it, and returns it only in response to a registration.</summary>
    [JsonPropertyName("SubscriberId")]
    public string? SubscriberId { get; init; }

    /// <summary>Gets the address that events are sent to; null if none is registered.</summary>
    [JsonPropertyName("WebhookUrl")]
    public Uri? WebhookUrl { get; init; }

    /// <summary>Gets the names of the events that are sent, those of other parts of Partner Center included.</summary>
    [JsonPropertyName("WebhookEvents")]
    public IReadOnlyList<ReferralWebhookEventName> WebhookEvents
    {
        get;
        init => field = ModelList<ReferralWebhookEventName>.CopyOf(value);
    }
        = ModelList<ReferralWebhookEventName>.Empty;

    /// <summary>
    /// Gets whether the signature comes in the header <c>x-ms-signature</c>, for receivers behind a gateway that uses <c>Authorization</c>
    /// for itself. False or null: it comes in <c>Authorization</c>. <c>ReferralWebhookVerifier</c> accepts both.
    /// </summary>
    [JsonPropertyName("SignatureTokenToMsSignatureHeader")]
    public bool? SignatureTokenToMsSignatureHeader { get; init; }

    /// <summary>Gets when the registration was last changed, in UTC. The service sets it.</summary>
    [JsonPropertyName("lastModifiedTimestamp")]
    public DateTimeOffset? LastModifiedTimestamp { get; init; }

    /// <summary>Gets the members that the service sent and this model has no property for. A registration sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? OtherMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    /// <summary>Returns the type's name, never any data: the address may have a secret in its query.</summary>
    public override string ToString() => nameof(ReferralWebhookRegistration);
}
