using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Checks an invitation against the engagement that it joins (wire contract 5.4). The rules are known from the user interface. That the
/// service enforces them over the API too, and with which response, is inferred.
/// </summary>
internal static class EngagementRules
{
    /// <param name="participant">The participant whose record joins the engagement.</param>
    /// <param name="engagement">The records that are already in the engagement.</param>
    /// <exception cref="ApiException">Nobody can be invited to this engagement, or no partner can.</exception>
    public static void Check(Participant participant, IReadOnlyList<JsonObject> engagement)
    {
        JsonObject[] own = [.. engagement.Where(record => NewReferral.ParticipantOf(record) == Participant.Self)];
        if (own.Length > 0 && own.All(record => ReferralState.Of(record).IsClosed))
        {
            throw ApiException.InvalidRequest("The deal is closed: nobody can be invited to it.", "engagementId");
        }

        if (participant == Participant.Partner && own.Any(IsStartedByOthers))
        {
            throw ApiException.InvalidRequest("Partners can be invited only to deals that the organization started.", "engagementId");
        }
    }

    // The inviter decides. The direction counts only if no inviter is named, because the organization's deals may read Incoming (wire
    // contract 10 #15).
    private static bool IsStartedByOthers(JsonObject record) =>
        record.TextAt("inviteContext/invitedBy/organizationId") is { Length: > 0 } inviter
            ? !inviter.Equals(record.TextAt("organizationId"), StringComparison.OrdinalIgnoreCase)
            : record.TextAt("direction") == "Incoming";
}
