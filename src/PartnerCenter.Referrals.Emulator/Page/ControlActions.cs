using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Implements what the page's forms and the JSON endpoints do, one method each. Each returns what the JSON response contains.
/// </summary>
internal sealed class ControlActions(ControlledParts parts, ControlDocuments documents)
{
    private const int MaxFaults = 1_000;
    private const int MaxUnits = 1_000_000;

    /// <exception cref="ControlException">There is no such referral.</exception>
    /// <exception cref="InvalidOperationException">The referral is not an invitation that waits for Microsoft.</exception>
    public JsonObject Accept(string id, ControlFields fields)
    {
        fields.Only();
        return Act(id, Lifecycle.Accept);
    }

    /// <exception cref="ControlException">There is no such referral.</exception>
    /// <exception cref="InvalidOperationException">The referral is not an invitation that waits for Microsoft.</exception>
    public JsonObject Decline(string id, ControlFields fields)
    {
        string? reason = fields.Only("reason").Find("reason");
        return Act(id, (record, now) => Lifecycle.Decline(record, reason, now));
    }

    /// <exception cref="ControlException">There is no such referral or outcome.</exception>
    /// <exception cref="InvalidOperationException">The deal has no registration, or its review has ended.</exception>
    public JsonObject Review(string id, ControlFields fields)
    {
        RegistrationReview outcome = Named<RegistrationReview>(fields.Only("status", "reason").Require("status"), "status");
        return Act(id, (record, now) => DealRegistration.Review(record, outcome, fields.Find("reason"), now));
    }

    /// <exception cref="ControlException">A field is missing or wrong.</exception>
    public JsonObject PlanFault(ControlFields fields)
    {
        fields.Only("operation", "fault", "count");
        EmulatedOperation operation = Named<EmulatedOperation>(fields.Require("operation"), "operation");
        Fault fault = FaultText.Parse(fields.Require("fault"));
        int count = fields.Number("count", byDefault: 1, MaxFaults);
        parts.Faults.Script(operation, [.. Enumerable.Repeat(fault, count)]);
        return documents.Faults();
    }

    public JsonObject ClearFaults(ControlFields fields)
    {
        fields.Only();
        parts.Faults.Clear();
        return documents.Faults();
    }

    public JsonObject ClearRequests(ControlFields fields)
    {
        fields.Only();
        parts.Log.Clear();
        return documents.Requests(take: 0);
    }

    /// <exception cref="ControlException">A field is wrong.</exception>
    /// <exception cref="ArgumentException">The clock cannot be moved that far.</exception>
    public JsonObject MoveClock(ControlFields fields)
    {
        fields.Only("days", "hours", "minutes", "seconds");
        parts.Clock.Advance(
            TimeSpan.FromDays(fields.Number("days", 0, MaxUnits)) + TimeSpan.FromHours(fields.Number("hours", 0, MaxUnits))
            + TimeSpan.FromMinutes(fields.Number("minutes", 0, MaxUnits)) + TimeSpan.FromSeconds(fields.Number("seconds", 0, MaxUnits)));
        return documents.Clock();
    }

    /// <exception cref="ControlException">No pending sign-in has this code.</exception>
    /// <exception cref="InvalidOperationException">The code has expired.</exception>
    public JsonObject ApproveDeviceCode(ControlFields fields)
    {
        string userCode = fields.Only("userCode").Require("userCode");
        try
        {
            parts.DeviceCodes.Complete(userCode);
        }
        catch (ArgumentException)
        {
            throw ControlException.NotFound("No pending sign-in has this code.");
        }

        return documents.DeviceCodes();
    }

    public JsonObject RedeliverWebhooks(ControlFields fields)
    {
        fields.Only();
        return new JsonObject { ["count"] = parts.Webhooks.RedeliverParked() };
    }

    private JsonObject Act(string id, Action<JsonObject, DateTimeOffset> act)
    {
        if (parts.Store.Find(id) is null)
        {
            throw ControlException.NotFound($"There is no referral with the id {id}.");
        }

        parts.Store.Act(id, act);
        return parts.Store.Find(id)!;
    }

    private static T Named<T>(string text, string field)
        where T : struct, Enum
    {
        // The names are compared, because a number would be parsed too.
        string? name = Enum.GetNames<T>().FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null
            ? throw ControlException.Malformed($"The field '{field}' must be one of {string.Join(", ", Enum.GetNames<T>())}.")
            : Enum.Parse<T>(name);
    }
}
