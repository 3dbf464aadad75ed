using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// One way in which a request comes to grief, for <see cref="ReferralsEmulator.Faults"/>. The emulator always reads the request to its end
/// first. Immutable, safe for use by several threads.
/// </summary>
/// <remarks>
/// A fault that breaks or ends the connection leaves none to reuse. On a connection that was reused, .NET's own <see cref="HttpClient"/>
/// sends a request without a body once more by itself if the connection ends before a byte of the answer; that is one more request here,
/// and takes the next fault. Where that matters, give the client a <see cref="SocketsHttpHandler"/> whose <c>PooledConnectionLifetime</c>
/// is zero. That does not help with a connection closed in good order (FIN): then it does so on a new one too, three times at most.
/// </remarks>
public sealed class Fault
{
    private static readonly byte[] Page =
        "<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>"u8.ToArray();

    private readonly string _name;
    private readonly Func<FaultContext, EmulatedResponse?> _respond;

    private Fault(string name, bool isHandled, Func<FaultContext, EmulatedResponse?> response, FaultDelivery? delivery = null)
    {
        _name = name;
        _respond = response;
        IsHandled = isHandled;
        FaultDelivery = delivery;
    }

    /// <summary>No fault: the request is answered as usual. For the gaps of a script.</summary>
    public static Fault None { get; } = new(nameof(None), true, context => context.Normal);

    /// <summary>The connection is reset (RST); the service never acts.</summary>
    public static Fault ResetBeforeHandling { get; } = NoResponse(nameof(ResetBeforeHandling), false, ConnectionEnding.Reset);

    /// <summary>
    /// The connection is reset, and only then does the service act: who looks at once may look too early.
    /// <see cref="FaultPlan.WaitForFaultAsync"/> waits until it has acted.
    /// </summary>
    public static Fault ResetDuringHandling { get; } =
        new(nameof(ResetDuringHandling), true, _ => null,
            new FaultDelivery(ResponsePart.Nothing, ConnectionEnding.Reset) { EndsFirst = true });

    /// <summary>The service handles the request, and the connection is reset before a byte of the answer.</summary>
    public static Fault ResetAfterHandling { get; } = NoResponse(nameof(ResetAfterHandling), true, ConnectionEnding.Reset);

    /// <summary>The connection is closed in good order (FIN) without an answer; the service never acts.</summary>
    public static Fault CloseBeforeHandling { get; } = NoResponse(nameof(CloseBeforeHandling), false, ConnectionEnding.Close);

    /// <summary>The service handles the request, and the connection is closed in good order (FIN) before a byte of the answer.</summary>
    public static Fault CloseAfterHandling { get; } = NoResponse(nameof(CloseAfterHandling), true, ConnectionEnding.Close);

    /// <summary>Nothing comes, until the client goes away or the emulator is disposed of; the service never acts.</summary>
    public static Fault SilenceBeforeHandling { get; } = NoResponse(nameof(SilenceBeforeHandling), false, ConnectionEnding.Silence);

    /// <summary>The service handles the request, and nothing comes, until the client goes away or the emulator is disposed of.</summary>
    public static Fault SilenceAfterHandling { get; } = NoResponse(nameof(SilenceAfterHandling), true, ConnectionEnding.Silence);

    /// <summary>The service acts and sends the head of its answer, then nothing until the client goes away.</summary>
    public static Fault SilenceAfterHead { get; } =
        BrokenResponse(nameof(SilenceAfterHead), new FaultDelivery(ResponsePart.Head, ConnectionEnding.Silence));

    /// <summary>The service acts and sends half of the body, then nothing until the client goes away.</summary>
    public static Fault SilenceAfterHalf { get; } =
        BrokenResponse(nameof(SilenceAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Silence));

    /// <summary>The service acts and sends half of the body; then the connection is closed in good order (FIN).</summary>
    public static Fault CloseAfterHalf { get; } =
        BrokenResponse(nameof(CloseAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Close));

    /// <summary>The service acts and sends half of the body; then the connection is reset (RST).</summary>
    public static Fault ResetAfterHalf { get; } =
        BrokenResponse(nameof(ResetAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Reset));

    /// <summary>
    /// The service handles the request, and <c>Content-Length</c> promises one byte more than comes before the end (FIN).
    /// </summary>
    public static Fault LengthTooLong { get; } =
        BrokenResponse(nameof(LengthTooLong), new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { LengthError = 1 });

    /// <summary>
    /// The service handles the request, and <c>Content-Length</c> promises one byte less than comes before the end (FIN).
    /// </summary>
    public static Fault LengthTooShort { get; } =
        BrokenResponse(nameof(LengthTooShort), new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { LengthError = -1 });

    /// <summary>
    /// The service handles the request, and its answer's body is only the first half of the JSON, with the length to match.
    /// </summary>
    public static Fault TruncatedJson { get; } = new(nameof(TruncatedJson), true, context =>
    {
        EmulatedResponse whole = context.NormalWithBody();
        return whole.With(whole.StatusCode, whole.Body[..(whole.Body.Length / 2)]);
    });

    /// <summary>The service handles the request, and the answer is 200 without a body.</summary>
    public static Fault EmptyResponse { get; } =
        new(nameof(EmptyResponse), true, context => context.Normal!.With(200, ReadOnlyMemory<byte>.Empty));

    /// <summary>
    /// The service acts and answers 204 without a body, as it may to a patch whatever the client prefers. What it refuses is answered as
    /// usual.
    /// </summary>
    public static Fault NoContent { get; } = new(nameof(NoContent), true, context =>
    {
        if (context.Normal is not { StatusCode: < 300 } normal)
        {
            return context.Normal;
        }

        EmulatedResponse bare = normal.With(204, ReadOnlyMemory<byte>.Empty);
        bare.Headers.Remove("Content-Type");
        return bare;
    });

    /// <summary>The service handles the request, and its answer calls itself <c>text/plain</c>.</summary>
    public static Fault WrongContentType { get; } =
        new(nameof(WrongContentType), true, context => WithContentType(context.NormalWithBody(), "text/plain"));

    /// <summary>Somebody else answers, as the sign-in page of a network does: 200 with a page of HTML. The service never acts.</summary>
    public static Fault HtmlPage { get; } =
        new(nameof(HtmlPage), false, _ => WithContentType(new EmulatedResponse(200, Page), "text/html; charset=utf-8"));

    /// <summary>
    /// Whether the service has acted: with a create, whether the referral exists. A request that breaks a rule changes nothing even so.
    /// </summary>
    public bool IsHandled { get; }

    /// <summary>How the answer goes over the wire; null if it is sent as any other.</summary>
    internal FaultDelivery? FaultDelivery { get; }

    /// <summary>
    /// The service acts and sends its answer byte by byte, after the head. The time between two is that of
    /// <see cref="ReferralsEmulatorOptions.TimeProvider"/>: under a clock that a test sets, nothing comes until it is set forward.
    /// </summary>
    /// <param name="interval">The time before each byte of the body; 1 millisecond at least.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is shorter.</exception>
    public static Fault SlowDrip(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        return BrokenResponse($"SlowDrip({interval})", new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { Pace = interval });
    }

    /// <summary>The request is refused with a status, such as 403, 412 or 503; the service never acts.</summary>
    /// <param name="statusCode">
    /// 400 to 599. Where the API's documents have a code for it, the error says it; else the body is empty.
    /// </param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, sent as it is; null sends none.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is no failure.</exception>
    /// <exception cref="ArgumentException">No header can hold the text.</exception>
    public static Fault Status(int statusCode, string? retryAfter = null) => WithStatus(statusCode, false, retryAfter);

    /// <summary>The service handles the request, and a status is returned nevertheless, as by a gateway that has timed out.</summary>
    /// <param name="statusCode">
    /// 400 to 599. Where the API's documents have a code for it, the error says it; else the body is empty.
    /// </param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, sent as it is; null sends none.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is no failure.</exception>
    /// <exception cref="ArgumentException">No header can hold the text.</exception>
    public static Fault StatusAfterHandling(int statusCode, string? retryAfter = null) => WithStatus(statusCode, true, retryAfter);

    /// <summary>429; the service never acts.</summary>
    /// <param name="retryAfter">
    /// The value of <c>Retry-After</c>, sent as it is, sane or not: <c>57</c>, <c>99999999999</c>, <c>soon</c>; null sends none.
    /// </param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">No header can hold the text.</exception>
    public static Fault Throttle(string? retryAfter) => Status(429, retryAfter);

    /// <summary>429 whose <c>Retry-After</c> is a date; the service never acts.</summary>
    /// <param name="wait">
    /// From the present of <see cref="ReferralsEmulatorOptions.TimeProvider"/> to the date, which holds whole seconds; negative for a past
    /// one.
    /// </param>
    /// <returns>The fault.</returns>
    public static Fault ThrottleUntil(TimeSpan wait) => new($"ThrottleUntil({wait})", false, context =>
    {
        EmulatedResponse response = context.ErrorResponse(429);
        response.Headers["Retry-After"] = (context.Now + wait).ToString("R", CultureInfo.InvariantCulture);
        return response;
    });

    /// <summary>
    /// 401 with a claims challenge, as continuous access evaluation sends it; the service never acts. From then on, until
    /// <see cref="FaultPlan.Clear"/>, only tokens are accepted that were asked for with these claims; all others get the same challenge.
    /// </summary>
    /// <param name="claims">
    /// The claims, as a JSON object; null for Entra's usual demand, a token that is not older than the present.
    /// </param>
    /// <returns>The fault, for operations other than <see cref="EmulatedOperation.Token"/>.</returns>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public static Fault ClaimsChallenge(string? claims = null)
    {
        JsonObject? demanded = claims is null
            ? null
            : RequiredClaims.TryRead(claims) ?? throw new ArgumentException("The claims must be a JSON object.", nameof(claims));
        return new(nameof(ClaimsChallenge), false, context =>
        {
            EmulatedResponse response = context.Claims.Require(demanded ?? RequiredClaims.IssuedSince(context.Now));
            context.AddServiceHeaders?.Invoke(response);
            return response;
        });
    }

    /// <summary>307 to another address, which no client should call with a token. The service never acts.</summary>
    /// <param name="location">The address, absolute and on this machine: another emulator's, say, whose requests then show a call.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The address is not on this machine.</exception>
    public static Fault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (!location.IsAbsoluteUri || !location.IsLoopback)
        {
            throw new ArgumentException("The address must be absolute, and a loopback one.", nameof(location));
        }

        return new($"Redirect({location.GetLeftPart(UriPartial.Authority)})", false, _ =>
        {
            EmulatedResponse response = EmulatedResponse.Empty(307);
            response.Headers["Location"] = location.AbsoluteUri;
            return response;
        });
    }

    /// <summary>The fault as it is written in code, for example <c>Status(503)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name;

    /// <summary>What is answered; null if there is no answer at all.</summary>
    internal EmulatedResponse? CreateResponse(FaultContext context) => _respond(context);

    private static Fault NoResponse(string name, bool isHandled, ConnectionEnding ending) =>
        new(name, isHandled, _ => null, new FaultDelivery(ResponsePart.Nothing, ending));

    private static Fault BrokenResponse(string name, FaultDelivery delivery) =>
        new(name, true, context => context.NormalWithBody(), delivery);

    private static Fault WithStatus(int statusCode, bool isHandled, string? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (retryAfter is not null && !EmulatedResponse.IsPrintable(retryAfter))
        {
            throw new ArgumentException("A header holds printable ASCII only.", nameof(retryAfter));
        }

        var name = new StringBuilder(
            isHandled ? nameof(StatusAfterHandling) : nameof(Status)).Append(CultureInfo.InvariantCulture, $"({statusCode}");
        name.Append(retryAfter is null ? ")" : $", \"{retryAfter}\")");
        return new(name.ToString(), isHandled, context =>
        {
            EmulatedResponse response = context.ErrorResponse(statusCode);
            response.SetIfPrintable("Retry-After", retryAfter);
            return response;
        });
    }

    private static EmulatedResponse WithContentType(EmulatedResponse response, string contentType)
    {
        response.Headers["Content-Type"] = contentType;
        return response;
    }
}
