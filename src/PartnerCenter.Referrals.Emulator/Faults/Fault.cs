using System.Globalization;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents one way in which a request fails, for <see cref="ReferralsEmulator.Faults"/>. The emulator always reads the whole request
/// first. A fault is immutable and safe for use by several threads.
/// </summary>
/// <remarks>
/// A fault that breaks or ends the connection leaves no connection to reuse. On a reused connection, .NET's own <see cref="HttpClient"/>
/// retries a request without a body by itself if the connection ends before the first byte of the response. That retry is one more request
/// to the emulator and takes the next fault. If this matters, give the client a <see cref="SocketsHttpHandler"/> whose
/// <c>PooledConnectionLifetime</c> is zero. That does not help with a connection that is closed gracefully (FIN): <see cref="HttpClient"/>
/// then retries on a new connection too, up to three times.
/// </remarks>
public sealed class Fault
{
    private readonly string _name;
    private readonly Func<FaultContext, EmulatedResponse?> _respond;

    private Fault(string name, bool isHandled, Func<FaultContext, EmulatedResponse?> response, FaultDelivery? delivery = null)
    {
        _name = name;
        _respond = response;
        IsHandled = isHandled;
        FaultDelivery = delivery;
    }

    /// <summary>Gets the absence of a fault, for the gaps in a script. The request is handled as usual.</summary>
    public static Fault None { get; } = new(nameof(None), true, context => context.Normal);

    /// <summary>Gets a fault that resets the connection (RST). The service never handles the request.</summary>
    public static Fault ResetBeforeHandling { get; } = NoResponse(nameof(ResetBeforeHandling), false, ConnectionEnding.Reset);

    /// <summary>
    /// Gets a fault that resets the connection before the service handles the request. The service then handles it, so a check immediately
    /// after the failure may come too early. <see cref="FaultPlan.WaitForFaultAsync"/> waits until the service has handled the request.
    /// </summary>
    public static Fault ResetDuringHandling { get; } =
        new(nameof(ResetDuringHandling), true, _ => null,
            new FaultDelivery(ResponsePart.Nothing, ConnectionEnding.Reset) { EndsFirst = true });

    /// <summary>
    /// Gets a fault that resets the connection before the first byte of the response. The service has handled the request by then.
    /// </summary>
    public static Fault ResetAfterHandling { get; } = NoResponse(nameof(ResetAfterHandling), true, ConnectionEnding.Reset);

    /// <summary>
    /// Gets a fault that closes the connection gracefully (FIN) without a response. The service never handles the request.
    /// </summary>
    public static Fault CloseBeforeHandling { get; } = NoResponse(nameof(CloseBeforeHandling), false, ConnectionEnding.Close);

    /// <summary>
    /// Gets a fault that closes the connection gracefully (FIN) before the first byte of the response. The service has handled the request
    /// by then.
    /// </summary>
    public static Fault CloseAfterHandling { get; } = NoResponse(nameof(CloseAfterHandling), true, ConnectionEnding.Close);

    /// <summary>
    /// Gets a fault that sends nothing until the client disconnects or the emulator is disposed. The service never handles the request.
    /// </summary>
    public static Fault SilenceBeforeHandling { get; } = NoResponse(nameof(SilenceBeforeHandling), false, ConnectionEnding.Silence);

    /// <summary>
    /// Gets a fault that sends nothing until the client disconnects or the emulator is disposed. The service handles the request.
    /// </summary>
    public static Fault SilenceAfterHandling { get; } = NoResponse(nameof(SilenceAfterHandling), true, ConnectionEnding.Silence);

    /// <summary>
    /// Gets a fault that sends the head of the response, then nothing until the client disconnects. The service handles the request.
    /// </summary>
    public static Fault SilenceAfterHead { get; } =
        BrokenResponse(nameof(SilenceAfterHead), new FaultDelivery(ResponsePart.Head, ConnectionEnding.Silence));

    /// <summary>
    /// Gets a fault that sends half of the body, then nothing until the client disconnects. The service handles the request.
    /// </summary>
    public static Fault SilenceAfterHalf { get; } =
        BrokenResponse(nameof(SilenceAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Silence));

    /// <summary>
    /// Gets a fault that sends half of the body, then closes the connection gracefully (FIN). The service handles the request.
    /// </summary>
    public static Fault CloseAfterHalf { get; } =
        BrokenResponse(nameof(CloseAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Close));

    /// <summary>Gets a fault that sends half of the body, then resets the connection (RST). The service handles the request.</summary>
    public static Fault ResetAfterHalf { get; } =
        BrokenResponse(nameof(ResetAfterHalf), new FaultDelivery(ResponsePart.HeadAndHalf, ConnectionEnding.Reset));

    /// <summary>
    /// Gets a fault whose <c>Content-Length</c> is one byte more than the body that arrives before the end of the connection (FIN). The
    /// service handles the request.
    /// </summary>
    public static Fault LengthTooLong { get; } =
        BrokenResponse(nameof(LengthTooLong), new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { LengthError = 1 });

    /// <summary>
    /// Gets a fault whose <c>Content-Length</c> is one byte less than the body that arrives before the end of the connection (FIN). The
    /// service handles the request.
    /// </summary>
    public static Fault LengthTooShort { get; } =
        BrokenResponse(nameof(LengthTooShort), new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { LengthError = -1 });

    /// <summary>
    /// Gets a fault whose response has only the first half of the JSON as its body, with a matching length. The service handles the
    /// request.
    /// </summary>
    public static Fault TruncatedJson { get; } = new(nameof(TruncatedJson), true, FaultyResponses.Truncate);

    /// <summary>Gets a fault whose response is 200 without a body. The service handles the request.</summary>
    public static Fault EmptyResponse { get; } =
        new(nameof(EmptyResponse), true, context => context.Normal!.With(200, ReadOnlyMemory<byte>.Empty));

    /// <summary>
    /// Gets a fault whose response is 204 without a body, as the service may send for a patch whatever the client prefers. The service
    /// handles the request. A refusal is sent as usual.
    /// </summary>
    public static Fault NoContent { get; } = new(nameof(NoContent), true, FaultyResponses.RemoveContent);

    /// <summary>Gets a fault whose response has the content type <c>text/plain</c>. The service handles the request.</summary>
    public static Fault WrongContentType { get; } =
        new(nameof(WrongContentType), true, context => FaultyResponses.WithContentType(context.NormalWithBody(), "text/plain"));

    /// <summary>
    /// Gets a fault whose response to a list is a page without records, as services on Azure Cosmos DB may send before a page that has
    /// some. Its next link leads to the page that was requested, and is another link each time. All other responses are sent as usual.
    /// </summary>
    public static Fault EmptyPage { get; } = new(nameof(EmptyPage), true, FaultyResponses.RemoveRecords);

    /// <summary>
    /// Gets a fault whose response shows the referral with another id, which no referral has. The service handles the request. A list and a
    /// refusal are sent as usual.
    /// </summary>
    public static Fault OtherId { get; } = new(nameof(OtherId), true, FaultyResponses.ChangeId);

    /// <summary>
    /// Gets a fault whose response shows the name of each referral as an object, a shape that is not documented. The service handles the
    /// request. A refusal is sent as usual.
    /// </summary>
    public static Fault UnreadableName { get; } = new(nameof(UnreadableName), true, FaultyResponses.ChangeNames);

    /// <summary>
    /// Gets a fault in which another party responds, such as the sign-in page of a network: 200 with an HTML page. The service never
    /// handles the request.
    /// </summary>
    public static Fault HtmlPage { get; } = new(nameof(HtmlPage), false, _ => FaultyResponses.SignInPage());

    /// <summary>
    /// Gets whether the service handles the request, so that after a create, for example, the referral exists. A request that breaks a rule
    /// changes nothing in any case.
    /// </summary>
    public bool IsHandled { get; }

    /// <summary>Gets how the response is sent, or null if it is sent normally.</summary>
    internal FaultDelivery? FaultDelivery { get; }

    /// <summary>
    /// Creates a fault that sends the head of the response and then the body byte by byte. The service handles the request. The interval
    /// elapses on the clock of <see cref="ReferralsEmulatorOptions.TimeProvider"/>: with a clock that a test controls, no byte is sent
    /// until the test advances the clock.
    /// </summary>
    /// <param name="interval">The time before each byte of the body, at least 1 millisecond.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 1 millisecond.</exception>
    public static Fault SlowDrip(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        return BrokenResponse($"SlowDrip({interval})", new FaultDelivery(ResponsePart.All, ConnectionEnding.Close) { Pace = interval });
    }

    /// <summary>
    /// Creates a fault that refuses the request with a status, such as 403, 412 or 503. The service never handles the request.
    /// </summary>
    /// <remarks>
    /// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referrals-api-response-codes">Referrals API
    /// response codes</see> lists the statuses and error codes.
    /// </remarks>
    /// <param name="statusCode">
    /// The status code, from 400 to 599. If one of the API's error codes fits it, the body is an error with that code. Otherwise the body
    /// is empty.
    /// </param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, sent unchanged; null sends no header.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status code is not between 400 and 599.</exception>
    /// <exception cref="ArgumentException">A header cannot contain the text.</exception>
    public static Fault Status(int statusCode, string? retryAfter = null) => WithStatus(statusCode, false, retryAfter);

    /// <summary>
    /// Creates a fault that responds with a status although the service has handled the request, like a gateway that has timed out.
    /// </summary>
    /// <param name="statusCode">
    /// The status code, from 400 to 599. If one of the API's error codes fits it, the body is an error with that code. Otherwise the body
    /// is empty.
    /// </param>
    /// <param name="retryAfter">The value of <c>Retry-After</c>, sent unchanged; null sends no header.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status code is not between 400 and 599.</exception>
    /// <exception cref="ArgumentException">A header cannot contain the text.</exception>
    public static Fault StatusAfterHandling(int statusCode, string? retryAfter = null) => WithStatus(statusCode, true, retryAfter);

    /// <summary>Creates a fault that responds with 429. The service never handles the request.</summary>
    /// <remarks>
    /// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/api-throttling-guidance">API throttling
    /// guidance</see> describes throttling.
    /// </remarks>
    /// <param name="retryAfter">
    /// The value of <c>Retry-After</c>, sent unchanged, whether valid or not: <c>57</c>, <c>99999999999</c>, <c>soon</c>; null sends no
    /// header.
    /// </param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">A header cannot contain the text.</exception>
    public static Fault Throttle(string? retryAfter) => Status(429, retryAfter);

    /// <summary>Creates a fault that responds with 429 and a date in <c>Retry-After</c>. The service never handles the request.</summary>
    /// <param name="wait">
    /// The time from the current time of <see cref="ReferralsEmulatorOptions.TimeProvider"/> to the date, which has whole seconds. A
    /// negative value gives a date in the past.
    /// </param>
    /// <returns>The fault.</returns>
    public static Fault ThrottleUntil(TimeSpan wait) => new($"ThrottleUntil({wait})", false, context =>
    {
        EmulatedResponse response = context.ErrorResponse(429);
        response.Headers["Retry-After"] = (context.Now + wait).ToString("R", CultureInfo.InvariantCulture);
        return response;
    });

    /// <summary>
    /// Creates a fault that responds with 401 and a claims challenge, as continuous access evaluation does. The service never handles the
    /// request. From then on, until <see cref="FaultPlan.Clear"/>, the API accepts only tokens that were requested with these claims, and
    /// answers all others with the same challenge.
    /// </summary>
    /// <param name="claims">
    /// The claims, as a JSON object; null for Entra's usual demand, a token that is not older than the current time.
    /// </param>
    /// <returns>The fault, for operations other than <see cref="EmulatedOperation.Token"/>.</returns>
    /// <exception cref="ArgumentException">The text is not a JSON object.</exception>
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

    /// <summary>
    /// Creates a fault that responds with 307 to another address, which no client should call with a token. The service never handles the
    /// request.
    /// </summary>
    /// <param name="location">
    /// The address, which must be absolute and on this machine. With the address of another emulator, that emulator's requests show whether
    /// a client called it.
    /// </param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The address is not absolute or not on this machine.</exception>
    public static Fault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (!location.IsAbsoluteUri || !location.IsLoopback)
        {
            throw new ArgumentException("The address must be an absolute loopback address.", nameof(location));
        }

        return new($"Redirect({location.GetLeftPart(UriPartial.Authority)})", false, _ => FaultyResponses.RedirectTo(location));
    }

    /// <summary>Returns the fault as it is written in code, for example <c>Status(503)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name;

    /// <summary>Returns the response, or null if there is no response at all.</summary>
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
            throw new ArgumentException("The value of a header must be printable ASCII.", nameof(retryAfter));
        }

        string kind = isHandled ? nameof(StatusAfterHandling) : nameof(Status);
        string header = retryAfter is null ? "" : $", \"{retryAfter}\"";
        return new(string.Create(CultureInfo.InvariantCulture, $"{kind}({statusCode}{header})"), isHandled, context =>
        {
            EmulatedResponse response = context.ErrorResponse(statusCode);
            response.SetIfPrintable("Retry-After", retryAfter);
            return response;
        });
    }
}
