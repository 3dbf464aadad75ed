using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>What the end of a request proves: the columns of the README's table of repetition, and what stands below it.</summary>
internal enum Proof
{
    /// <summary>Refused before any work was done (429).</summary>
    Throttled,

    /// <summary>408, 500, 502, 503, 504, 509.</summary>
    Transient,

    NothingSent,

    /// <summary>No whole answer came, or none in time.</summary>
    AnswerLost,

    /// <summary>An answer came whole that says yes, and cannot be used.</summary>
    Unreadable,

    /// <summary>An answer that decides.</summary>
    Final,

    /// <summary>The answer serves all the same.</summary>
    Nothing,
}

/// <summary>A fault, and what is known of it from the documents of the emulator and from the README's "What is repeated".</summary>
internal sealed record MatrixFault(string Name, Proof Proves)
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>What befalls the request; null for what happens around it.</summary>
    public Fault? Fault { get; init; }

    /// <summary>It befalls the request for the token, at Entra, and none at the service.</summary>
    public bool IsOfToken { get; init; }

    /// <summary>Entra takes the refresh token no longer.</summary>
    public bool IsRevocation { get; init; }

    /// <summary>The client was told to answer claims challenges.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>To a patch it is no fault: the referral is read after it.</summary>
    public bool IsNoContent { get; init; }

    /// <summary>The name in the document.</summary>
    public string Title => (IsOfToken ? "token: " : "") + (Fault is null ? Name : $"`{Name}`") + (IsAnswered ? ", answered" : "");

    /// <summary>Nobody listens.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>The service has asked another call of the client to wait.</summary>
    public bool IsHeldBack { get; init; }

    public bool IsHandled => Fault?.IsHandled ?? false;

    /// <summary>The request ends by the time limit of its attempt only.</summary>
    public bool Stalls { get; init; }

    /// <summary>
    /// .NET's own HttpClient repeats a bodiless request, on new connections too, if one was closed in good order before a byte of the
    /// answer: three times at most, at once, and unseen by whoever stands above it.
    /// </summary>
    public bool IsRepeatedBelow { get; init; }

    /// <summary>
    /// Where it befalls each attempt of a write under an ETag, the service's 412 to the second one gets through, its body or not.
    /// </summary>
    public bool ShowsStatus { get; init; }

    /// <summary>The wait that the service asks for, if it can be read.</summary>
    public TimeSpan? Asked { get; init; }

    /// <summary>The exception of an answer that decides.</summary>
    public Type? Ends { get; init; }

    public static IReadOnlyList<MatrixFault> All { get; } =
    [
        Lost(Fault.ResetBeforeHandling),
        Lost(Fault.ResetDuringHandling),
        Lost(Fault.ResetAfterHandling),
        Lost(Fault.CloseBeforeHandling) with { IsRepeatedBelow = true },
        Lost(Fault.CloseAfterHandling) with { IsRepeatedBelow = true },
        Lost(Fault.SilenceBeforeHandling) with { Stalls = true },
        Lost(Fault.SilenceAfterHandling) with { Stalls = true },
        Lost(Fault.SilenceAfterHead) with { Stalls = true, ShowsStatus = true },
        Lost(Fault.SilenceAfterHalf) with { Stalls = true, ShowsStatus = true },
        Lost(Fault.SlowDrip(TimeSpan.FromHours(1))) with { Name = "SlowDrip", Stalls = true, ShowsStatus = true },
        Lost(Fault.CloseAfterHalf) with { ShowsStatus = true },
        Lost(Fault.ResetAfterHalf) with { ShowsStatus = true },
        Lost(Fault.LengthTooLong) with { ShowsStatus = true },
        Of(Fault.LengthTooShort, Proof.Unreadable),
        Of(Fault.TruncatedJson, Proof.Unreadable),
        Of(Fault.EmptyResponse, Proof.Unreadable),
        Of(Fault.NoContent, Proof.Unreadable) with { IsNoContent = true },
        Of(Fault.HtmlPage, Proof.Unreadable),
        Of(Fault.WrongContentType, Proof.Nothing),
        .. new[] { 408, 500, 502, 503, 504, 509 }.Select(status => Of(Fault.Status(status), Proof.Transient)),
        .. new[] { 408, 500, 502, 503, 504, 509 }.Select(status => Of(Fault.StatusAfterHandling(status), Proof.Transient)),
        Of(Fault.Status(503, "5"), Proof.Transient) with { Asked = TimeSpan.FromSeconds(5) },
        Of(Fault.Throttle(null), Proof.Throttled) with { Name = "Throttle(null)" },
        Of(Fault.Throttle("57"), Proof.Throttled) with { Name = "Throttle(\"57\")", Asked = TimeSpan.FromSeconds(57) },
        Of(Fault.ThrottleUntil(TimeSpan.FromMinutes(1)), Proof.Throttled) with { Name = "ThrottleUntil(in a minute)", Asked =
            TimeSpan.FromMinutes(1) },
        Of(Fault.ThrottleUntil(-TimeSpan.FromMinutes(1)), Proof.Throttled) with { Name = "ThrottleUntil(a minute ago)", Asked =
            TimeSpan.Zero },
        Of(Fault.Throttle("soon"), Proof.Throttled) with { Name = "Throttle(\"soon\")" },
        Of(Fault.Throttle("99999999999"), Proof.Throttled) with { Name = "Throttle(\"99999999999\")", Asked = TooLong },
        Of(Fault.Status(401), Proof.Final) with { Ends = typeof(ReferralsAuthenticationException) },
        Of(Fault.ClaimsChallenge(), Proof.Final) with { Ends = typeof(ReferralsAuthenticationException) },
        Of(Fault.ClaimsChallenge(), Proof.Final) with { IsAnswered = true, Ends = typeof(ReferralsAuthenticationException) },
        Of(Fault.Status(403), Proof.Final) with { Ends = typeof(ReferralsException) },
        Of(Fault.Status(412), Proof.Final) with { Ends = typeof(ReferralConflictException) },
        Of(Fault.Redirect(RedirectTarget.Endpoint), Proof.Final) with { Name = "Redirect(elsewhere)", Ends = typeof(ReferralsException) },
        new("connection refused", Proof.NothingSent) { IsRefusal = true },
        new("another call received Retry-After", Proof.Throttled) { IsHeldBack = true },
        .. new[]
        {
            Lost(Fault.ResetBeforeHandling),
            Lost(Fault.ResetAfterHandling),
            Lost(Fault.CloseBeforeHandling),
            Lost(Fault.SilenceBeforeHandling) with { Stalls = true },
            Lost(Fault.SilenceAfterHalf) with { Stalls = true },
            Lost(Fault.CloseAfterHalf),
            Of(Fault.TruncatedJson, Proof.Unreadable),
            Of(Fault.EmptyResponse, Proof.Unreadable),
            Of(Fault.HtmlPage, Proof.Unreadable),
            Of(Fault.Status(500), Proof.Transient),
            Of(Fault.Status(503), Proof.Transient),
            Of(Fault.Status(503, "5"), Proof.Transient) with { Asked = TimeSpan.FromSeconds(5) },
            Of(Fault.Throttle(null), Proof.Throttled) with { Name = "Throttle(null)" },
            Of(Fault.Throttle("57"), Proof.Throttled) with { Name = "Throttle(\"57\")", Asked = TimeSpan.FromSeconds(57) },
            Of(Fault.Throttle("99999999999"), Proof.Throttled) with { Name = "Throttle(\"99999999999\")", Asked = TooLong },
            Of(Fault.Status(400), Proof.Final),
            Of(Fault.Redirect(RedirectTarget.Endpoint), Proof.Final) with { Name = "Redirect(elsewhere)" },
            new("refresh token revoked", Proof.Final) { IsRevocation = true },
            new("connection refused", Proof.NothingSent) { IsRefusal = true },
        }.Select(fault => fault with { IsOfToken = true }),
    ];

    private static MatrixFault Of(Fault fault, Proof proves) => new(fault.ToString(), proves) { Fault = fault };

    private static MatrixFault Lost(Fault fault) => Of(fault, Proof.AnswerLost);
}
