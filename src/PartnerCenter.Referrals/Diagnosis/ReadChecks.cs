using System.Globalization;
using System.Net;
using static PartnerCenter.Referrals.DiagnosisOutcome;

namespace PartnerCenter.Referrals;

/// <summary>Translates the result of a diagnosis's read into the checks of the endpoint and of the read.</summary>
internal static class ReadChecks
{
    private const string Endpoint = "endpoint";
    private const string Read = "read";

    private const string Roles =
        "The user needs the role Referral Admin or Referral User in Partner Center, at a location that has referrals, and the token must "
            + "be an App+User token.";

    public static DiagnosisCheck[] WithoutToken { get; } =
        [new(Endpoint, Skipped, "Not checked without a valid token."), new(Read, Skipped, "Not checked without a valid token.")];

    public static DiagnosisCheck[] Of(PageResult<Referral> page) =>
    [
        new(Endpoint, Passed, "The endpoint answers."),
        page switch
        {
            { Items.Length: > 0 } => new(Read, Passed, "Referrals can be read."),
            { Skipped: > 0 } => new(
                Read, Unclear, "Reading is allowed, but the first item of the collection cannot be read by this version.",
                "Set SkipUnreadableItems to list the others."),
            _ => new DiagnosisCheck(Read, Passed, "Reading is allowed; no referral is visible yet."),
        },
    ];

    public static DiagnosisCheck[] Of(Exception failure) =>
        failure is ReferralsException refusal ? [.. Of(refusal).Select(check => check.FailedBy(refusal))]
        : failure is ObjectDisposedException ? NoEndpoint(
            "The client, or a handler in it, was disposed.", "Dispose the client when no call is running any more.")
        : NoEndpoint(HandlerFailure.FindingOf(failure), HandlerFailure.NextStep);

    private static DiagnosisCheck[] Of(ReferralsException failure) => failure switch
    {
        ReferralsThrottledException { StatusCode: null } => NotSent(
            "The client did not ask, because another of its calls was throttled.", $"Try again {Later(failure)}."),
        ReferralsThrottledException throttled => NoRead(
            Refused(throttled), $"The service throttles requests: try again {Later(throttled)}, and make fewer calls.", isTransient: true),
        ReferralsAuthenticationException { StatusCode: null } token =>
        [
            new(Endpoint, Skipped, "Not checked without a valid token."),
            new(Read, Failed, token.Finding ?? token.Message, token.NextStep ?? "See the checks of the token above.")
            {
                IsTransient = token.IsTransient,
            },
        ],
        { StatusCode: HttpStatusCode.Unauthorized } => NoRead(
            Refused(failure),
            "See the checks of the token above; the service accepts only App+User tokens with multi-factor authentication."),
        { StatusCode: HttpStatusCode.Forbidden } => NoRead(Refused(failure), Roles),
        { StatusCode: HttpStatusCode.NotFound } => NoEndpoint(
            Refused(failure), "This is not the address of the referral collection: use ReferralsEndpoint.Production."),
        { StatusCode: null or < HttpStatusCode.BadRequest } => NoEndpoint(
            failure.Finding ?? failure.Message, failure.NextStep ?? "Check the endpoint, the network and the proxy.", failure.IsTransient),
        { IsTransient: true } => NoRead(
            Refused(failure), $"The service has a problem: try again {Later(failure)}.", isTransient: true),
        _ => NoRead(Refused(failure), "The service refuses this read: check the endpoint, and the proxy."),
    };

    private static string Later(ReferralsException failure) => failure.RetryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"in {Math.Ceiling(wait.TotalSeconds):0} seconds")
        : "later";

    private static string Refused(ReferralsException failure) =>
        $"The service returned {(int)failure.StatusCode!} {string.Join(" / ", failure.ErrorCodes)}".TrimEnd() + ".";

    private static DiagnosisCheck[] NotSent(string finding, string nextStep) =>
    [
        new(Endpoint, Skipped, "Not checked, because the client waits."), new(Read, Failed, finding, nextStep) { IsTransient = true },
    ];

    private static DiagnosisCheck[] NoEndpoint(string finding, string nextStep, bool isTransient = false) =>
    [
        new(Endpoint, Failed, finding, nextStep) { IsTransient = isTransient },
        new(Read, Skipped, "Not checked, because the check of the endpoint failed."),
    ];

    private static DiagnosisCheck[] NoRead(string finding, string nextStep, bool isTransient = false) =>
        [new(Endpoint, Passed, "The endpoint answers."), new(Read, Failed, finding, nextStep) { IsTransient = isTransient }];
}
