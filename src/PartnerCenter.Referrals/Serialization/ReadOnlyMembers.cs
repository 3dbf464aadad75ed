namespace PartnerCenter.Referrals;

/// <summary>
/// The members that the service owns (wire contract 3, column W = R), by their JSON names: they are not sent on create, and not changed.
/// </summary>
internal static class ReadOnlyMembers
{
    // wire contract 3.1, 1.7: registrations are added to an existing deal by a patch of their own.
    private static readonly string[] OfReferral =
    [
        "id", "organizationId", "organizationName", "createdDateTime", "updatedDateTime", "expirationDateTime", "referralSource", "eTag",
        "quality", "isSpam", "direction", "referralProgram", "createdVia", "tags", "acceptedDateTime", "closedDateTime", "callToAction",
        "registrationStatus", "links", "trackingInfo", "registrations",
    ];

    // wire contract 3.2
    private static readonly string[] OfCustomerProfile = ["isMatchingComplete"];

    // wire contract 3.6: the connector offers the first two as input, yet every record holds null there.
    private static readonly string[] OfDetails = ["customerRequestedContact", "customerAction", "incentiveLevel"];

    // wire contract 3.10
    private static readonly string[] OfRegistration = ["id", "registrationDateTime", "status", "statusReason", "statusHistory"];
    private static readonly string[] OfRegistrationSolution = ["name"];

    // wire contract 3.1: column W = C without U. That the location is not editable is documented, the rest is inferred.
    private static readonly string[] CreateOnlyOfReferral = ["/engagementId", "/qualification", "/type", "/mpnId"];

    public static bool IsReadOnly(Difference difference) => MembersOf(difference.Holder).Contains(difference.Name);

    /// <summary>Whether the member stays what the create made it.</summary>
    public static bool IsCreateOnly(Difference difference) =>
        CreateOnlyOfReferral.Contains(difference.Path) || difference.Path.StartsWith("/inviteContext", StringComparison.Ordinal);

    /// <summary>The JSON names of a model's server-owned members.</summary>
    public static ReadOnlySpan<string> MembersOf(Type model) => model switch
    {
        _ when model == typeof(Referral) => OfReferral,
        _ when model == typeof(CustomerProfile) => OfCustomerProfile,
        _ when model == typeof(ReferralDetails) => OfDetails,
        _ when model == typeof(DealRegistration) => OfRegistration,
        _ when model == typeof(RegistrationSolution) => OfRegistrationSolution,
        _ => [],
    };
}
