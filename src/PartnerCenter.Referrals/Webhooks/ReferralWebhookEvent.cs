namespace PartnerCenter.Referrals;

/// <summary>Represents an event that Partner Center sent to your webhook.</summary>
/// <remarks>
/// <para>
/// An event says that something happened, and to which referral. It carries no data of the referral: read the referral from the service.
/// The address in the event is not kept, because a token must never be sent to an address that a message names.
/// </para>
/// <para>
/// Microsoft's pages <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>
/// and <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhook-events">Partner Center webhook events</see>
/// describe it. Two events are equal if all their members are.
/// </para>
/// </remarks>
public sealed record ReferralWebhookEvent
{
    /// <summary>Gets what the event reports.</summary>
    public required ReferralWebhookEventName Name { get; init; }

    /// <summary>
    /// Gets the id of the referral, a GUID as the service wrote it. It is null for a test event, and for an event about something other
    /// than a referral.
    /// </summary>
    public string? ReferralId { get; init; }

    /// <summary>Gets the kind of resource that the event is about, such as <c>referral</c>, or <c>test</c> for a test event.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Gets when the resource changed, in UTC.</summary>
    public required DateTimeOffset ChangedDateTime { get; init => field = value.ToUniversalTime(); }

    /// <summary>
    /// Gets the address of an audit record as the service wrote it; null if the event has none. It is not checked, so do not send a token
    /// to it.
    /// </summary>
    public string? AuditUri { get; init; }

    /// <summary>Gets whether this is a test event, which is about no referral.</summary>
    public bool IsTest => Name == ReferralWebhookEventName.TestCreated;

    /// <summary>Returns the name of the type, the name of the event and the id of the referral.</summary>
    public override string ToString() =>
        ForeignWord.Of(ReferralId) is { } id ? $"{nameof(ReferralWebhookEvent)} {Name} {id}" : $"{nameof(ReferralWebhookEvent)} {Name}";
}
