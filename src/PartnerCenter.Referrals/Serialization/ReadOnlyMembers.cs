namespace PartnerCenter.Referrals;

/// <summary>
/// Lists the JSON names of the members that the service owns (wire contract 3, column W = R). These members are not sent on create and must
/// not be changed.
/// </summary>
internal static class ReadOnlyMembers
{
    // wire contract 3.1, 1.7: a patch of their own adds registrations to an existing deal.
    private static readonly string[] OfReferral =
    [
        "id", "organizationId", "organizationName", "createdDateTime", "updatedDateTime", "expirationDateTime", "referralSource", "eTag",
        "quality", "isSpam", "direction", "referralProgram", "createdVia", "tags", "acceptedDateTime", "closedDateTime", "callToAction",
        "registrationStatus", "links", "trackingInfo", "registrations",
    ];

    // wire contract 3.2
    private static readonly string[] OfCustomerProfile = ["isMatchingComplete"];

    // wire contract 3.6: the connector accepts the first two as input, but they are null in every record.
    private static readonly string[] OfDetails = ["customerRequestedContact", "customerAction", "incentiveLevel"];

    // wire contract 3.10
    private static readonly string[] OfRegistration = ["id", "registrationDateTime", "status", "statusReason", "statusHistory"];
    private static readonly string[] OfRegistrationSolution = ["name"];

    // wire contract 9.1
    private static readonly string[] OfWebhookRegistration = ["SubscriberId", "lastModifiedTimestamp"];

    // wire contract 3.1: column W = C without U. That the location cannot be edited is documented; the rest is inferred.
    private static readonly string[] CreateOnlyOfReferral = ["/engagementId", "/qualification", "/type", "/mpnId"];

    public static bool IsReadOnly(Difference difference) => MembersOf(difference.Holder).Contains(difference.Name);

    /// <summary>Returns whether the member can be set only on create.</summary>
    public static bool IsCreateOnly(Difference difference) =>
        CreateOnlyOfReferral.Contains(difference.Path) || difference.Path.StartsWith("/inviteContext", StringComparison.Ordinal);

    /// <summary>Returns the JSON names of the members of a model that the service owns.</summary>
    public static ReadOnlySpan<string> MembersOf(Type model) => model switch
    {
        _ when model == typeof(Referral) => OfReferral,
        _ when model == typeof(CustomerProfile) => OfCustomerProfile,
        _ when model == typeof(ReferralDetails) => OfDetails,
        _ when model == typeof(DealRegistration) => OfRegistration,
        _ when model == typeof(RegistrationSolution) => OfRegistrationSolution,
        _ when model == typeof(ReferralWebhookRegistration) => OfWebhookRegistration,
        _ => [],
    };
}
