using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents one try to deliver a test event, as Partner Center saw it. Instances are immutable.</summary>
/// <remarks>
/// Mirrors an item of the results on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>.
/// </remarks>
public sealed record ReferralWebhookTestDelivery
{
    /// <summary>Gets the status that the receiver answered with, as a word such as <c>OK</c>.</summary>
    [JsonPropertyName("responseCode")]
    public string? ResponseCode { get; init; }

    /// <summary>Gets the text that the receiver answered with.</summary>
    [JsonPropertyName("responseMessage")]
    public string? ResponseMessage { get; init; }

    /// <summary>Gets whether an error of the service itself ended the try.</summary>
    [JsonPropertyName("systemError")]
    public bool? SystemError { get; init; }

    /// <summary>Gets when the event was sent, in UTC. The service writes it without an offset.</summary>
    [JsonPropertyName("dateTimeUtc")]
    public DateTimeOffset? DateTimeUtc { get; init; }

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => nameof(ReferralWebhookTestDelivery);
}
