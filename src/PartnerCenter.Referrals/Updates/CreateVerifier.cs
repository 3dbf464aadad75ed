using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>
/// Decides whether a record is the one that a create or an invitation without a response has made. In doubt it is not: the outcome is then
/// unknown, and somebody else's referral is never returned as the caller's. Whether the record is new enough is decided by
/// <see cref="OutcomeSearch"/>.
/// </summary>
internal static class CreateVerifier
{
    // A value that cannot be read looks like none, and may be another one than that which was sent.
    private static readonly string[] ComparedWithDraft =
    [
        "/status", "/organizationId", "/inviteContext/invitedBy/organizationId", "/direction", "/externalReferenceId", "/type",
        "/details/dealValue", "/details/currency", "/details/closingDateTime", "/name", "/customerProfile/name",
    ];

    private static readonly string[] ComparedWithInvitation =
        ["/status", "/engagementId", "/target/id", "/inviteContext/notes", "/inviteContext/assistanceRequestCode"];

    /// <summary>Returns whether a record is an open one of your own organization that agrees with the draft.</summary>
    public static bool IsCreatedFrom(Referral draft, Referral found) =>
        IsOpenRecord(found)
        && found.UnreadableIn(ComparedWithDraft).Count == 0
        && IsOwn(found)
        && found.ExternalReferenceId == draft.ExternalReferenceId
        && found.Type == draft.Type
        && found.Details?.DealValue == draft.Details?.DealValue
        && found.Details?.Currency == draft.Details?.Currency
        && IsSameTime(draft.Details?.ClosingDateTime, found.Details?.ClosingDateTime)
        && IsSameText(draft.Name, found.Name)
        && IsSameText(draft.CustomerProfile?.Name, found.CustomerProfile?.Name)
        && (draft.EngagementId.Length == 0 || IsSameId(found.EngagementId, draft.EngagementId));

    /// <summary>Returns whether a record is an open invitation that agrees with the connected referral.</summary>
    public static bool IsInvitedBy(Referral connected, Referral found) =>
        IsOpenRecord(found)
        && found.UnreadableIn(ComparedWithInvitation).Count == 0
        && MayBeOpenInvitation(connected, found)
        && IsSameText(connected.InviteContext?.Notes, found.InviteContext?.Notes)
        && found.InviteContext?.AssistanceRequestCode == connected.InviteContext?.AssistanceRequestCode;

    /// <summary>
    /// Returns whether a record is an open invitation to the connected referral's participant and into its engagement. A value that cannot
    /// be read may be the one that makes it such an invitation.
    /// </summary>
    public static bool MayBeOpenInvitation(Referral connected, Referral found) =>
        found.Status != ReferralStatus.Closed
        && (IsSameId(found.EngagementId, connected.EngagementId) || found.IsUnreadable("/engagementId"))
        && (connected.Target.All(target => found.Target.Any(other => IsSameId(other.Id, target.Id))) || found.IsUnreadable("/target/id"));

    // A closed record is an earlier one, whose end may be why the caller creates another.
    private static bool IsOpenRecord(Referral found) => Arguments.IsGuid(found.Id) && found.Status != ReferralStatus.Closed;

    // The direction alone does not show the owner: real records of an organization's own deals are Incoming (wire contract 10 #15). Such a
    // record names its own organization as the inviter, and is accepted from the start (wire contract 1.4).
    private static bool IsOwn(Referral found)
    {
        string? owner = found.OrganizationId;
        string? inviter = found.InviteContext?.InvitedBy?.OrganizationId;
        if (IsMicrosoft(owner) || IsMicrosoft(inviter))
        {
            return false;
        }

        bool isOwnerKnown = !string.IsNullOrWhiteSpace(owner) && !string.IsNullOrWhiteSpace(inviter);
        return isOwnerKnown
            ? IsSameId(owner, inviter) && (IsOutgoing(found) || found.Status != ReferralStatus.New)
            : IsOutgoing(found);
    }

    private static bool IsOutgoing(Referral found) => found.Direction is null || found.Direction == ReferralDirection.Outgoing;

    private static bool IsMicrosoft(string? organizationId) => IsSameId(organizationId, ReferralTarget.Microsoft.Id);

    private static bool IsSameId(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // The service may HTML-encode text, and writes an empty text for none (wire contract 3).
    private static bool IsSameText(string? sent, string? found) =>
        (found ?? "") == (sent ?? "") || WebUtility.HtmlDecode(found) == sent;

    // The instants are compared, whatever their offsets. The service may store no fractions of a second.
    private static bool IsSameTime(DateTimeOffset? sent, DateTimeOffset? found) =>
        sent is { } one && found is { } other ? (one - other).Duration() < TimeSpan.FromSeconds(1) : sent is null && found is null;
}
