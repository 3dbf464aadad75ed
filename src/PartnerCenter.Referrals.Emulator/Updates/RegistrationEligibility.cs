using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Checks whether a deal may be registered (wire contract 1.7), as far as the records show it.</summary>
internal static class RegistrationEligibility
{
    private const string SellerConsent = "consent/consentToShareReferralWithMicrosoftSellers";

    private static readonly TimeSpan MinAge = TimeSpan.FromHours(72);

    /// <exception cref="ApiException">The deal may not be registered. The error code is inferred from 7.3.</exception>
    public static void Check(JsonObject record, ChangeContext context, string target)
    {
        if (FindObstacle(record, context) is { } reason)
        {
            throw ApiException.InvalidRequest(reason, target);
        }
    }

    private static string? FindObstacle(JsonObject record, ChangeContext context)
    {
        if (ReferralState.Of(record) != ReferralState.Won)
        {
            return "Only a deal that is Closed/Won can be registered.";
        }

        if (record.TextAt("type") != "Shared" && !record.IsTrueAt(SellerConsent))
        {
            return "A private deal cannot be registered.";
        }

        if (IsLead(record))
        {
            return "A lead cannot be registered: only co-sell and partner-led deals can.";
        }

        if (record.ItemsAt("details/requirements/solutions").Count == 0)
        {
            return "A deal without a solution cannot be registered.";
        }

        if (record.DateAt("closedDateTime") - record.DateAt("createdDateTime") is not { } age || age < MinAge)
        {
            return "A deal can be registered only if it was won at least 72 hours after its creation.";
        }

        // An engagement without Microsoft is partner-led or among partners, so nobody has to accept.
        bool microsoftHasNotAccepted = context.Engagement
            .Where(other => NewReferral.ParticipantOf(other) == Participant.Microsoft)
            .Select(ReferralState.Of)
            .Any(state => state != ReferralState.Accepted && state != ReferralState.Won);
        return microsoftHasNotAccepted ? "Microsoft has not accepted its invitation to this deal." : null;
    }

    // wire contract 5.5: a lead comes from a customer or from Microsoft, and is shared with nobody.
    private static bool IsLead(JsonObject record) => record.TextAt("type") != "Shared"
        && (record.TextAt("qualification") is "Direct" or "MarketingQualified"
            || NewReferral.MicrosoftId.Equals(record.TextAt("inviteContext/invitedBy/organizationId"), StringComparison.OrdinalIgnoreCase));
}
