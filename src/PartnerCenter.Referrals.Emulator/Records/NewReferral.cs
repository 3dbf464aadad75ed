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

    /// <param name="sent">The body.</param>
    /// <param name="isV1">Whether it was sent to the address of 2018.</param>
    /// <param name="requireSellerConsent">Whether an invitation of Microsoft needs the consent to share with its sellers.</param>
    /// <exception cref="ApiException">The body breaks the contract.</exception>
    public static NewReferral Read(JsonObject sent, bool isV1, bool requireSellerConsent)
    {
        JsonObject record = ReferralSchema.Referral.Read(sent, "");
        string? engagementId = ReadEngagementId(record);
        JsonArray targets = record["target"]!.AsArray();
        if (targets.Count == 0 && engagementId is not null && NamesMicrosoft(sent))
        {
            AcceptFormOf2018(targets, isV1);
        }

        Participant participant = ReadParticipant(targets, engagementId);
        DealRules.Check(record, participant, requireSellerConsent);
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

    // Wire contract 5.3: in 2018 the organization of the new record was its owner, and there was no target. Today's record of Microsoft has
    // the target, which the answers of the emulator are recognized by.
    private static void AcceptFormOf2018(JsonArray targets, bool isV1)
    {
        if (!isV1)
        {
            throw ApiException.InvalidRequest(
                $"organizationId is set by the service. To invite Microsoft, set target to {LocationType} {MicrosoftId}.", "target");
        }

        targets.Add(new JsonObject { ["type"] = LocationType, ["id"] = MicrosoftId });
    }

    private static bool NamesMicrosoft(JsonObject sent) => sent.Any(member =>
        member.Key.Equals("organizationId", StringComparison.OrdinalIgnoreCase)
        && member.Value is JsonValue value
        && value.TryGetValue(out string? id)
        && MicrosoftId.Equals(id, StringComparison.OrdinalIgnoreCase));

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
