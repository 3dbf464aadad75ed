using System.Net;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Specifies what the end of a request proves: the columns of the retry table in docs/failures.md, and the cases that it
/// leaves out.
/// </summary>
internal enum Proof
{
    /// <summary>The service refused before it did any work (429).</summary>
    Throttled,

    /// <summary>The service returned 408, 500, 502, 503, 504 or 509.</summary>
    Transient,

    NothingSent,

    /// <summary>No complete response arrived, or not in time.</summary>
    AnswerLost,

    /// <summary>A complete 2xx arrived that cannot be used.</summary>
    Unreadable,

    /// <summary>The response is a definite refusal.</summary>
    Final,

    /// <summary>The response can be used despite the fault.</summary>
    Nothing,
}

/// <summary>Describes a fault, from the emulator's documentation and docs/failures.md.</summary>
internal sealed record MatrixFault(string Name, Proof Proves)
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>Gets the emulator's fault; null if the fault happens outside the emulator.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Gets what is wrong with the bytes of the response; null if nothing is.</summary>
    public WireFault? Wire { get; init; }

    /// <summary>Gets whether the fault affects the token request at Entra, and no request at the service.</summary>
    public bool IsOfToken { get; init; }

    /// <summary>Gets the function of the user's that hangs or throws while a token is acquired; null if none does.</summary>
    public UserCallback? Callback { get; init; }

    /// <summary>Gets whether the application has no secret, so that MSAL could answer in place of Entra.</summary>
    public bool IsOfPublicClient { get; init; }

    /// <summary>Gets whether Entra refuses the refresh token.</summary>
    public bool IsRevocation { get; init; }

    /// <summary>Gets the status and the body of a false token answer, made of the true body; null if the answer is Entra's.</summary>
    public (HttpStatusCode Status, Func<string, string> Body)? TokenAnswer { get; init; }

    /// <summary>Gets whether the client handles claims challenges.</summary>
    public bool HandlesClaimsChallenges { get; init; }

    /// <summary>Gets whether the service refuses the token, before it acts on the request.</summary>
    public bool RefusesToken => Ends == typeof(ReferralsAuthenticationException);

    /// <summary>Gets whether the service then accepts only a token that has the claims of its challenge.</summary>
    public bool RequiresClaims { get; init; }

    /// <summary>Gets whether the response is a 204, which is no fault for a patch: the client reads the referral afterwards.</summary>
    public bool IsNoContent { get; init; }

    /// <summary>Gets the name in the document.</summary>
    public string Title => (Fault is null || Wire is not null ? Name : $"`{Name}`") + (HandlesClaimsChallenges ? ", answered" : "")
        + (IsOfPublicClient ? ", public client" : "");

    /// <summary>Gets the operations that the fault can affect.</summary>
    public Func<MatrixOperation, bool> AppliesTo { get; init; } = static _ => true;

    /// <summary>Gets whether no server listens.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Gets whether a handler of the user's program adds a header that HTTP cannot send.</summary>
    public bool IsUnsendable { get; init; }

    /// <summary>Gets whether a request is refused on this machine or on its way.</summary>
    public bool IsNeverSent => IsRefusal || IsUnsendable;

    /// <summary>Gets whether the response is a page without records, with a next link.</summary>
    public bool IsEmptyPage => Fault == Fault.EmptyPage;

    /// <summary>Gets whether the service has throttled another call of the client.</summary>
    public bool WaitsAtGate { get; init; }

    public bool IsHandled => Fault?.IsHandled ?? Wire is not null;

    /// <summary>Gets whether only a time limit ends the request, or the wait for the user's function.</summary>
    public bool Stalls { get; init; }

    /// <summary>Gets the time limit that ends it.</summary>
    public TimeSpan StallLimit => Callback == UserCallback.StoreWrite ? MatrixClock.StoreWriteLimit : MatrixClock.AttemptLimit;

    /// <summary>
    /// Gets whether .NET's HttpClient itself resends a request without a body, because the connection was closed in order before the first
    /// byte of the response. It does so at most three times, immediately, and invisibly to its callers.
    /// </summary>
    public bool IsResentByHttpClient { get; init; }

    /// <summary>
    /// Gets whether the status line of a response gets through: if the fault affects each attempt of a conditional write, the 412 to the
    /// second attempt arrives, with or without its body.
    /// </summary>
    public bool ShowsStatus { get; init; }

    /// <summary>Gets the Retry-After, if it can be read.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the exception for a definite refusal.</summary>
    public Type? Ends { get; init; }

    /// <summary>Gets the exception for a definite refusal of an operation.</summary>
    public Type? EndOf(MatrixOperation operation) => this switch
    {
        { IsGone: true } when operation.IsContinuation => typeof(ReferralContinuationExpiredException),
        { IsGone: true } when operation.Hit != EmulatedOperation.List => typeof(ReferralNotFoundException),
        _ => Ends,
    };

    /// <summary>Gets whether the status is 404 or 410.</summary>
    private bool IsGone => Fault?.ToString() == Fault.Status(404).ToString() || Fault?.ToString() == Fault.Status(410).ToString();

    public static IReadOnlyList<MatrixFault> All { get; } =
    [
        Lost(Fault.ResetBeforeHandling),
        Lost(Fault.ResetDuringHandling),
        Lost(Fault.ResetAfterHandling),
        Lost(Fault.CloseBeforeHandling) with { IsResentByHttpClient = true },
        Lost(Fault.CloseAfterHandling) with { IsResentByHttpClient = true },
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
        Of(Fault.EmptyPage, Proof.Nothing) with { AppliesTo = static operation => operation.Hit == EmulatedOperation.List },
        Of(Fault.UnreadableName, Proof.Nothing),
        Of(Fault.OtherId, Proof.Unreadable) with { AppliesTo = static operation => operation.NamesId },
        .. new[] { 408, 500, 502, 503, 504, 509 }.Select(status => Of(Fault.Status(status), Proof.Transient)),
        .. new[] { 408, 500, 502, 503, 504, 509 }.Select(status => Of(Fault.StatusAfterHandling(status), Proof.Transient)),
        Of(Fault.Status(503, "5"), Proof.Transient) with { RetryAfter = TimeSpan.FromSeconds(5) },
        Of(Fault.Throttle(null), Proof.Throttled) with { Name = "Throttle(null)" },
        Of(Fault.Throttle("57"), Proof.Throttled) with { Name = "Throttle(\"57\")", RetryAfter = TimeSpan.FromSeconds(57) },
        Of(Fault.Throttle("2.542"), Proof.Throttled) with { Name = "Throttle(\"2.542\")", RetryAfter = TimeSpan.FromSeconds(3) },
        Of(Fault.Throttle("9, 30"), Proof.Throttled) with { Name = "Throttle(\"9, 30\")", RetryAfter = TimeSpan.FromSeconds(30) },
        Of(Fault.ThrottleUntil(TimeSpan.FromMinutes(1)), Proof.Throttled) with { Name = "ThrottleUntil(in a minute)", RetryAfter =
            TimeSpan.FromMinutes(1) },
        Of(Fault.ThrottleUntil(-TimeSpan.FromMinutes(1)), Proof.Throttled) with { Name = "ThrottleUntil(a minute ago)", RetryAfter =
            TimeSpan.Zero },
        Of(Fault.Throttle("soon"), Proof.Throttled) with { Name = "Throttle(\"soon\")" },
        Of(Fault.Throttle("99999999999"), Proof.Throttled) with { Name = "Throttle(\"99999999999\")", RetryAfter = TooLong },
        Of(Fault.Status(401), Proof.Final) with { Ends = typeof(ReferralsAuthenticationException) },
        Challenge(),
        Challenge() with { HandlesClaimsChallenges = true },
        Of(Fault.Status(403), Proof.Final) with { Ends = typeof(ReferralsException) },
        Of(Fault.Status(410), Proof.Final) with { Ends = typeof(ReferralsException) },
        Of(Fault.Status(412), Proof.Final) with { Ends = typeof(ReferralConflictException) },
        Of(Fault.Redirect(RedirectTarget.Endpoint), Proof.Final) with { Name = "Redirect(elsewhere)", Ends = typeof(ReferralsException) },
        Encoded(WireFault.Brotli, "br"),
        Encoded(WireFault.Gzip, "gzip"),
        Encoded(WireFault.Deflate, "deflate"),
        Encoded(Of(Fault.Status(401), Proof.Final) with { Ends = typeof(ReferralsAuthenticationException) }),
        Encoded(Of(Fault.Status(404), Proof.Final) with { Ends = typeof(ReferralsException) }),
        Encoded(Of(Fault.Throttle("57"), Proof.Throttled) with { Name = "Throttle(\"57\")", RetryAfter = TimeSpan.FromSeconds(57) }),
        Encoded(Of(Fault.Status(503), Proof.Transient)),
        Encoded(Of(Fault.Status(503, "5"), Proof.Transient) with { RetryAfter = TimeSpan.FromSeconds(5) }),
        new("personal data as the status phrase", Proof.Nothing) { Wire = WireFault.StatusPhrase },
        new("header line without a colon", Proof.AnswerLost) { Wire = WireFault.HeaderLine },
        new("chunk size that is no number", Proof.AnswerLost) { Wire = WireFault.ChunkSize, ShowsStatus = true },
        new("trailer without a colon", Proof.AnswerLost) { Wire = WireFault.Trailer, ShowsStatus = true },
        new("connection refused", Proof.NothingSent) { IsRefusal = true },
        new("header that cannot be sent", Proof.NothingSent) { IsUnsendable = true },
        new("another call received Retry-After", Proof.Throttled) { WaitsAtGate = true },
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
            Of(Fault.Status(503, "5"), Proof.Transient) with { RetryAfter = TimeSpan.FromSeconds(5) },
            Of(Fault.Status(503), Proof.Transient) with { IsOfPublicClient = true },
            Of(Fault.Throttle("57"), Proof.Throttled) with
            {
                Name = "Throttle(\"57\")",
                RetryAfter = TimeSpan.FromSeconds(57),
                IsOfPublicClient = true,
            },
            Of(Fault.Throttle(null), Proof.Throttled) with { Name = "Throttle(null)" },
            Of(Fault.Throttle("57"), Proof.Throttled) with { Name = "Throttle(\"57\")", RetryAfter = TimeSpan.FromSeconds(57) },
            Of(Fault.Throttle("99999999999"), Proof.Throttled) with { Name = "Throttle(\"99999999999\")", RetryAfter = TooLong },
            Of(Fault.Status(400), Proof.Final),
            Of(Fault.Redirect(RedirectTarget.Endpoint), Proof.Final) with { Name = "Redirect(elsewhere)" },
            new("refresh token revoked", Proof.Final) { IsRevocation = true },
            new("header line without a colon", Proof.AnswerLost) { Wire = WireFault.HeaderLine },
            new("chunk size that is no number", Proof.AnswerLost) { Wire = WireFault.ChunkSize },
            new("trailer without a colon", Proof.AnswerLost) { Wire = WireFault.Trailer },
            new("connection refused", Proof.NothingSent) { IsRefusal = true },
            Hangs("provider", UserCallback.TokenProvider),
            Throws("provider", UserCallback.TokenProvider),
            Hangs("store read", UserCallback.StoreRead),
            Throws("store read", UserCallback.StoreRead),
            Hangs("store write", UserCallback.StoreWrite),
            Throws("store write", UserCallback.StoreWrite),
        }.Concat(FalseTokenAnswers.All).Select(fault => fault with { IsOfToken = true }),
    ];

    private static MatrixFault Of(Fault fault, Proof proves) => new(fault.ToString(), proves) { Fault = fault };

    private static MatrixFault Encoded(WireFault wire, string encoding) =>
        new($"`Content-Encoding: {encoding}` over a plain body", Proof.Unreadable) { Wire = wire };

    private static MatrixFault Encoded(MatrixFault refusal) =>
        refusal with { Name = $"`{refusal.Name}`, `Content-Encoding: br` over a plain body", Wire = WireFault.Brotli };

    private static MatrixFault Challenge() => Of(Fault.ClaimsChallenge(), Proof.Final) with
    {
        RequiresClaims = true,
        Ends = typeof(ReferralsAuthenticationException),
    };

    private static MatrixFault Hangs(string name, UserCallback callback) =>
        new($"{name} hangs", Proof.AnswerLost) { Callback = callback, Stalls = true };

    private static MatrixFault Throws(string name, UserCallback callback) =>
        new($"{name} throws", Proof.Final) { Callback = callback };

    private static MatrixFault Lost(Fault fault) => Of(fault, Proof.AnswerLost);
}
