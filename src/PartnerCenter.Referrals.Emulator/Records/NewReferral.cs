using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents the body of a create, read and checked: the record to store, without the values that only the store can set.
/// </summary>
internal sealed record NewReferral(JsonObject Record, Participant Participant, string? EngagementId)
{
    /// <summary>Specifies the id of Microsoft on the wire.</summary>
    public const string MicrosoftId = "msft";

    private const string LocationType = "BusinessProfileLocation";

    /// <exception cref="ApiException">The body breaks the contract.</exception>
    public static NewReferral Read(JsonObject sent)
    {
        JsonObject record = ReferralSchema.Referral.Read(sent, "");
        string? engagementId = ReadEngagementId(record);
        Participant participant = ReadParticipant(record["target"]!.AsArray(), engagementId);
        DealRules.Check(record, participant);
        return new NewReferral(record, participant, engagementId);
    }

    /// <summary>
    /// Returns the participant to whom a stored record belongs. An incoming lead also has a location as its target, that of its receiver.
    /// It belongs to the calling organization.
    /// </summary>
    public static Participant ParticipantOf(JsonObject record)
    {
        if (record.TextAt("direction") != "Outgoing"
            || record.ItemsAt("target").FirstOrDefault(target => target.TextAt("type") == LocationType) is not { } location)
        {
            return Participant.Self;
        }

        return MicrosoftId.Equals(location.TextAt("id"), StringComparison.OrdinalIgnoreCase) ? Participant.Microsoft : Participant.Partner;
    }

    private static string? ReadEngagementId(JsonObject record)
    {
        if (record["engagementId"]?.GetValue<string>() is not { } sent)
        {
            return null;
        }

        return Guid.TryParse(sent, out Guid engagementId)
            ? engagementId.ToString()
            : throw ApiException.InvalidRequest("engagementId must be a GUID.", "engagementId");
    }

    // Wire contract 5.2 and 5.3: one target of type BusinessProfileLocation makes the record another organization's. What the service does
    // with several targets, or without an engagement, is not documented. Refusing both is inferred, and it reveals mistakes.
    private static Participant ReadParticipant(JsonArray targets, string? engagementId)
    {
        if (!targets.Any(target => TypeOf(target) == LocationType))
        {
            return Participant.Self;
        }

        if (targets.Count > 1)
        {
            throw ApiException.InvalidRequest("A connected referral must have exactly one target.", "target");
        }

        if (engagementId is null)
        {
            throw ApiException.InvalidRequest("A connected referral must name the engagement that it joins.", "engagementId");
        }

        string id = targets[0]!["id"]!.GetValue<string>();
        if (id.Equals(MicrosoftId, StringComparison.OrdinalIgnoreCase))
        {
            return Participant.Microsoft;
        }

        return Guid.TryParse(id, out _)
            ? Participant.Partner
            : throw ApiException.InvalidRequest("The id of a business profile location must be a GUID or msft.", "target/0/id");
    }

    private static string TypeOf(JsonNode? target) => target!["type"]!.GetValue<string>();
}
