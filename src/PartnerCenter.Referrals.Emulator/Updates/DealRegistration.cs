using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Implements the lifecycle of a deal registration (wire contract 1.7, 3.10 and 4.9).</summary>
internal static class DealRegistration
{
    private const string Pending = "ReviewPending";

    private static readonly string[] Histories =
        ["reviewPendingDateTime", "actionRequiredDateTime", "passedDateTime", "failedDateTime", "approvedDateTime"];

    /// <summary>Sets the members of a newly added registration that the server owns.</summary>
    /// <exception cref="ApiException">The registration names no solution, or the deal already has a registration.</exception>
    public static void Submit(JsonObject record, DateTimeOffset now, string target)
    {
        JsonArray registrations = record["registrations"]!.AsArray();

        // The paths for edits reach only the first registration. That there is no second one is inferred.
        if (registrations.Count > 1)
        {
            throw ApiException.InvalidRequest("The deal already has a registration.", target);
        }

        JsonObject registration = registrations[0]!.AsObject();
        JsonArray solutions = registration["solutionDetails"]!.AsArray();
        if (solutions.Count == 0)
        {
            throw ApiException.InvalidRequest("A registration needs at least one solution.", target + "/solutionDetails");
        }

        foreach (JsonNode? solution in solutions)
        {
            solution!["name"] = NameOf(record, solution.TextAt("id"));
        }

        registration["id"] = Guid.NewGuid().ToString();
        registration["registrationDateTime"] = DateTimeOffsetConverter.Write(now);
        registration["statusHistory"] = new JsonObject(Histories.Select(name => KeyValuePair.Create<string, JsonNode?>(name, null)));
        Move(record, registration, Pending, null, now);
    }

    /// <summary>
    /// Refuses an edit unless the registration waits for the partner's action. The registration still waits after the edit (inferred).
    /// </summary>
    /// <exception cref="ApiException">The deal has no registration, or the registration does not wait for the partner's action.</exception>
    public static void RequireEditable(JsonObject record, string target)
    {
        string? status = FirstOf(record)?.TextAt("status");
        if (status != nameof(RegistrationReview.ActionRequired))
        {
            string message = status is null
                ? "The deal has no registration."
                : $"The registration is {status}: it can be edited only while it is {nameof(RegistrationReview.ActionRequired)}.";
            throw ApiException.InvalidRequest(message, target);
        }
    }

    /// <summary>Applies the outcome of Microsoft's review.</summary>
    /// <exception cref="InvalidOperationException">There is no registration, or its review has ended.</exception>
    public static void Review(JsonObject record, RegistrationReview outcome, string? reason, DateTimeOffset now)
    {
        JsonObject registration = FirstOf(record)
            ?? throw new InvalidOperationException($"Referral {record["id"]} has no registration.");
        string? status = registration.TextAt("status");
        if (status is not (Pending or nameof(RegistrationReview.ActionRequired)))
        {
            throw new InvalidOperationException($"The registration of referral {record["id"]} is {status}: its review has ended.");
        }

        Move(record, registration, outcome.ToString(), reason, now);
    }

    private static void Move(JsonObject record, JsonObject registration, string status, string? reason, DateTimeOffset now)
    {
        registration["status"] = status;
        registration["statusReason"] = reason;
        if (registration["statusHistory"] is JsonObject history)
        {
            history[$"{char.ToLowerInvariant(status[0])}{status[1..]}DateTime"] = DateTimeOffsetConverter.Write(now);
        }

        record["registrationStatus"] = status;
    }

    private static JsonObject? FirstOf(JsonObject record) => record.ItemsAt("registrations") is [JsonObject first, ..] ? first : null;

    private static string? NameOf(JsonObject record, string? solutionId) => record.ItemsAt("details/requirements/solutions")
        .FirstOrDefault(solution => solution.TextAt("id") == solutionId).TextAt("name");
}
