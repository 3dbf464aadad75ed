using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads an event from a body whose signature was verified (wire contract 9.3).</summary>
internal static class EventReader
{
    private const string ReferralResource = "referral";

    /// <exception cref="ReferralWebhookException">The body is not an event.</exception>
    public static ReferralWebhookEvent Read(ReadOnlySpan<byte> body)
    {
        WebhookBody json = Deserialize(body);
        string name = Require(json.EventName, "an EventName");
        string resource = Require(json.ResourceName, "a ResourceName");
        ReferralWebhookEventName eventName = ReferralWebhookEventName.Parse(name);
        return new ReferralWebhookEvent
        {
            Name = eventName,
            ReferralId = IsAboutReferral(eventName, resource) ? IdIn(json.ResourceUri) : null,
            ResourceName = resource,
            ChangedDateTime = json.ResourceChangeUtcDate ?? throw Refusal("The signed body has no ResourceChangeUtcDate."),
            AuditUri = json.AuditUri ?? json.AuditUrl,
        };
    }

    private static WebhookBody Deserialize(ReadOnlySpan<byte> body)
    {
        try
        {
            ReadOnlySpan<byte> json = body.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
            return JsonSerializer.Deserialize(json, WebhookJsonContext.Default.WebhookBody)
                ?? throw Refusal("The signed body is null.");
        }
        catch (JsonException failure)
        {
            throw Refusal("The signed body is not the JSON of an event.", failure);
        }
    }

    private static string Require([NotNull] string? value, string what) =>
        string.IsNullOrEmpty(value) ? throw Refusal($"The signed body lacks {what}.") : value;

    // A registration serves all of Partner Center, so an event may be about something that is no referral.
    private static bool IsAboutReferral(ReferralWebhookEventName name, string resource) =>
        name != ReferralWebhookEventName.TestCreated
        && (name.IsKnown || resource.Equals(ReferralResource, StringComparison.OrdinalIgnoreCase));

    // Only the last segment is used: host and path are not those of the API (wire contract 9.3).
    private static string IdIn(string? address)
    {
        ReadOnlySpan<char> path = address;
        if (path.IndexOfAny('?', '#') is >= 0 and int end)
        {
            path = path[..end];
        }

        path = path.TrimEnd('/');
        ReadOnlySpan<char> id = path[(path.LastIndexOf('/') + 1)..];
        return Guid.TryParseExact(id, "D", out _)
            ? id.ToString()
            : throw Refusal("The ResourceUri of the signed body does not end with the id of a referral, which is a GUID.");
    }

    private static ReferralWebhookException Refusal(string message, Exception? cause = null) =>
        ReferralWebhookException.BadRequest(ReferralWebhookCheck.Body, message, cause);
}
