using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Creates the JSON that shows the state of an emulator.</summary>
internal sealed class ControlDocuments(ControlledParts parts)
{
    /// <summary>Returns engagements with their referrals, the latest engagement first.</summary>
    public JsonObject Engagements(int skip, int take)
    {
        (int count, IReadOnlyList<IReadOnlyList<JsonObject>> engagements) = parts.Store.FindEngagements(skip, take);
        return new JsonObject
        {
            ["count"] = count,
            ["engagements"] = new JsonArray([.. engagements.Select(referrals => new JsonObject
            {
                ["engagementId"] = referrals[0]["engagementId"]?.DeepClone(),
                ["referrals"] = new JsonArray([.. referrals]),
            })]),
        };
    }

    /// <summary>Returns the latest requests in the order of arrival, with whatever was sent, tokens included.</summary>
    public JsonObject Requests(int take)
    {
        IReadOnlyList<RecordedRequest> requests = parts.Log.Snapshot();
        return new JsonObject
        {
            ["count"] = requests.Count,
            ["requests"] = new JsonArray([.. requests.TakeLast(take).Select(request => new JsonObject
            {
                ["kind"] = request.Kind.ToString(),
                ["method"] = request.Method,
                ["path"] = request.Path,
                ["query"] = request.Query,
                ["headers"] = new JsonObject(
                    request.Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
                ["body"] = request.Body,
                ["statusCode"] = request.StatusCode,
                ["fault"] = request.Fault?.ToString(),
                ["receivedAt"] = DateTimeOffsetConverter.Write(request.ReceivedAt),
            })]),
        };
    }

    /// <summary>Returns the planned faults, in the order in which they apply to the requests of their operation.</summary>
    public JsonObject Faults() => new()
    {
        ["faults"] = new JsonArray([.. parts.Faults.Planned().Select(planned => new JsonObject
        {
            ["operation"] = planned.Operation.ToString(),
            ["fault"] = planned.Fault.ToString(),
        })]),
    };

    public JsonObject Clock() => new() { ["now"] = DateTimeOffsetConverter.Write(parts.Clock.GetUtcNow()) };

    /// <summary>Returns the registration of webhooks, and the latest deliveries in the order in which their events were raised.</summary>
    public JsonObject Webhooks(int take)
    {
        IReadOnlyList<WebhookDelivery> deliveries = parts.Webhooks.Deliveries;
        return new JsonObject
        {
            ["registration"] = parts.Webhooks.Registration is { } registration ? RegistrationBody.Write(registration, withId: true) : null,
            ["count"] = deliveries.Count,
            ["deliveries"] = new JsonArray([.. deliveries.TakeLast(take).Select(delivery => new JsonObject
            {
                ["eventName"] = delivery.EventName,
                ["referralId"] = delivery.ReferralId,
                ["url"] = delivery.Url.AbsoluteUri,
                ["state"] = delivery.State.ToString(),
                ["attempts"] = new JsonArray([.. delivery.Attempts.Select(attempt => new JsonObject
                {
                    ["statusCode"] = attempt.StatusCode,
                    ["error"] = attempt.Error,
                    ["sentAt"] = DateTimeOffsetConverter.Write(attempt.SentAt),
                })]),
            })]),
        };
    }

    /// <summary>Returns the sign-ins that wait for their user.</summary>
    public JsonObject DeviceCodes() => new()
    {
        ["deviceCodes"] = new JsonArray([.. parts.DeviceCodes.Pending().Select(pending => new JsonObject
        {
            ["userCode"] = pending.UserCode,
            ["expires"] = DateTimeOffsetConverter.Write(pending.End),
        })]),
    };
}
