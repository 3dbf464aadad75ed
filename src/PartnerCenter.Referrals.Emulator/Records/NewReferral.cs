using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The body of a create, read and checked: what is to be stored, without the values that only the store can give.</summary>
internal sealed record NewReferral(JsonObject Record, Participant Participant, string? EngagementId)
{
    /// <summary>What the wire calls Microsoft.</summary>
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
    /// Whose record a stored one is. An incoming lead names a location too, its receiver's: it is the caller's own.
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

    // Wire contract 5.2 and 5.3: one target of type BusinessProfileLocation makes the record another organization's. What the service
    // does with several, or without an engagement, is not documented; refusing both is inferred and keeps mistakes from passing.
    private static Participant ReadParticipant(JsonArray targets, string? engagementId)
    {
        if (!targets.Any(target => TypeOf(target) == LocationType))
        {
            return Participant.Self;
        }

        if (targets.Count > 1)
        {
            throw ApiException.InvalidRequest("A connected referral has exactly one target.", "target");
        }

        if (engagementId is null)
        {
            throw ApiException.InvalidRequest("A connected referral names the engagement that it joins.", "engagementId");
        }

        string id = targets[0]!["id"]!.GetValue<string>();
        if (id.Equals(MicrosoftId, StringComparison.OrdinalIgnoreCase))
        {
            return Participant.Microsoft;
        }

        return Guid.TryParse(id, out _)
            ? Participant.Partner
            : throw ApiException.InvalidRequest("A business profile location is a GUID, or msft.", "target/0/id");
    }

    private static string TypeOf(JsonNode? target) => target!["type"]!.GetValue<string>();
}
