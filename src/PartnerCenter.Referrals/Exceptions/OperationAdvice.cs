namespace PartnerCenter.Referrals;

/// <summary>Holds what messages about failed operations on one kind of resource say to do next.</summary>
/// <param name="IfUnknown">What to do if a write may have taken effect.</param>
/// <param name="IfRetriesUnknown">What to do if an earlier attempt of a write may have taken effect.</param>
/// <param name="OnUnauthorized">Which tokens the service accepts.</param>
/// <param name="OnForbidden">Who may do it.</param>
/// <param name="OnNotFound">What was not found.</param>
internal sealed record OperationAdvice(
    string IfUnknown, string IfRetriesUnknown, string OnUnauthorized, string OnForbidden, string OnNotFound)
{
    // wire contract 9.1
    private const string TokensOfRegistration =
        "It accepts App-only and App+User tokens for the audience https://api.partnercenter.microsoft.com.";

    private const string RolesOfRegistration = "The app or the signed-in user may not do this. Microsoft names the roles Global, Billing "
        + "admin, Admin agent, Sales agent and Helpdesk agent; Referral Admin, which reads referrals, is not among them.";

    public static readonly OperationAdvice OfReferral = new(
        "Look for the referral before you send it again.",
        "Read the referral before you write again.",
        "It accepts only App+User tokens with multi-factor authentication, for the audience https://api.partner.microsoft.com.",
        "The signed-in user may not do this. Use an App+User token of a user who has the role Referral Admin, "
            + "or who has the role Referral User and is in the team of the referral.",
        "The referral does not exist, or the user may not see it. If every call fails like this, check the endpoint.");

    public static readonly OperationAdvice OfRegistration = new(
        "Read the registration before you register again.",
        "Read the registration before you register again.",
        TokensOfRegistration,
        RolesOfRegistration,
        "There is no registration. If you have registered a webhook, check WebhookRegistrationEndpoint.")
    {
        OnConflict = "There is a registration already. Read it before you register again.",
    };

    public static readonly OperationAdvice OfTestEvent = new(
        "You can send another test event.",
        "You can send another test event.",
        TokensOfRegistration,
        RolesOfRegistration,
        "There is no such test event. Its result is kept for seven days.");

    public static readonly OperationAdvice OfNewTestEvent = OfTestEvent with
    {
        OnNotFound = "There is no registration. Register a webhook with the event test-created first.",
        OnInvalid = "The registration needs the event test-created.",
        OnThrottled = "The service sends two test events a minute. ",
    };

    /// <summary>Gets what to do about a request that the service does not accept as it is.</summary>
    public string OnInvalid { get; private init; } = "Correct the request before you send it again.";

    /// <summary>Gets what to do about a 409; null if it is a refusal like any other.</summary>
    public string? OnConflict { get; private init; }

    /// <summary>Gets which limit there is, with a blank at the end; empty if it is not known.</summary>
    public string OnThrottled { get; private init; } = "";
}
