using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What an invitation is judged by beyond its own body: the engagement that it joins (wire contract 5.4). Known from the user interface;
/// that the service refuses it over the API too, and how, is inferred.
/// </summary>
internal static class EngagementRules
{
    /// <param name="participant">Whose record is to join.</param>
    /// <param name="engagement">The records that are in it.</param>
    /// <exception cref="ApiException">Nobody can be invited into this engagement, or no partner can.</exception>
    public static void Check(Participant participant, IReadOnlyList<JsonObject> engagement)
    {
        JsonObject[] own = [.. engagement.Where(record => NewReferral.ParticipantOf(record) == Participant.Self)];
        if (own.Length > 0 && own.All(record => ReferralState.Of(record).IsClosed))
        {
            throw ApiException.InvalidRequest("The deal has ended: nobody can be invited into it.", "engagementId");
        }

        if (participant == Participant.Partner && own.Any(IsStartedByOthers))
        {
            throw ApiException.InvalidRequest("Partners can be invited only into deals that the organization has started.", "engagementId");
        }
    }

    // Who invited says it; the direction only where nobody is named, for own deals may read Incoming (10 #15).
    private static bool IsStartedByOthers(JsonObject record) =>
        record.TextAt("inviteContext/invitedBy/organizationId") is { Length: > 0 } inviter
            ? !inviter.Equals(record.TextAt("organizationId"), StringComparison.OrdinalIgnoreCase)
            : record.TextAt("direction") == "Incoming";
}
