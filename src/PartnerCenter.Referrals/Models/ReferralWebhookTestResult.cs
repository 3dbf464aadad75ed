using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the result of a test event: what Partner Center got when it sent the event to the registered address.</summary>
/// <remarks>
/// Mirrors the result of a validation event on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/partner-center-webhooks">Partner Center webhooks</see>. The service
/// keeps it for seven days. Instances are immutable.
/// </remarks>
public sealed record ReferralWebhookTestResult
{
    /// <summary>Gets the id of the test.</summary>
    [JsonPropertyName("correlationId")]
    public string? CorrelationId { get; init; }

    /// <summary>Gets the id of the partner.</summary>
    [JsonPropertyName("partnerId")]
    public string? PartnerId { get; init; }

    /// <summary>Gets the status, such as <c>completed</c>. Other values are not documented.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Gets the address that the event was sent to.</summary>
    [JsonPropertyName("callbackUrl")]
    public Uri? CallbackUrl { get; init; }

    /// <summary>Gets the tries to deliver the event.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<ReferralWebhookTestDelivery> Results
    {
        get;
        init => field = ModelList<ReferralWebhookTestDelivery>.CopyOf(value);
    }
        = ModelList<ReferralWebhookTestDelivery>.Empty;

    /// <summary>Gets whether the test has ended, which does not say that the event was accepted: see <see cref="Results"/>.</summary>
    [JsonIgnore]
    public bool IsCompleted => string.Equals(Status, "completed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => nameof(ReferralWebhookTestResult);
}
