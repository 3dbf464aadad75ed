using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Represents one call from the first attempt to the last: its ids, its time limits and what its attempts found. It is not thread-safe.
/// </summary>
internal sealed class ReferralCall
{
    /// <summary>Specifies the key of the request option that passes the call to the HTTP handlers.</summary>
    public const string PropertyName = "PartnerCenter.Referrals.Call";

    private static readonly HttpRequestOptionsKey<ReferralCall> Key = new(PropertyName);

    private List<Guid>? _lostRequests;

    public required Operation Operation { get; init; }

    /// <summary>Gets the number of the page that the call reads, counted from 1; null if it is not a listing.</summary>
    public int? Page { get; init; }

    /// <summary>Gets whether the call requests a page by the service's next link.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>Gets the name of the operation for messages, with the page number of a listing.</summary>
    public string Name =>
        Page is null ? Operation.Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Operation} (page {Page})");

    public required CallKind Kind { get; init; }

    public required Guid CorrelationId { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int MaxAttempts { get; init; }

    public required long Started { get; init; }

    public required CancellationToken CallerCancellation { get; init; }

    /// <summary>Gets whether status and headers of the responses are captured for the caller.</summary>
    public required bool CapturesResponse { get; init; }

    /// <summary>Gets whether the call fails at once while the client is throttled.</summary>
    public bool IsOfDiagnosis { get; init; }

    /// <summary>Gets whether the call determines the outcome of a write. It does not wait while the client is throttled.</summary>
    public bool IsFollowUp { get; init; }

    /// <summary>Gets the id that all attempts share.</summary>
    public Guid RequestId { get; } = CallId.New();

    public int Attempts { get; private set; }

    /// <summary>Gets the number of requests that were sent, including those that a connection or a claims challenge repeated.</summary>
    public int RequestsSent { get; private set; }

    /// <summary>Gets the ids of the requests of this attempt that a connection lost and repeated.</summary>
    public IReadOnlyList<Guid> LostRequests => _lostRequests ?? [];

    /// <summary>Gets the id of the last message that was sent; each message has a new one.</summary>
    public Guid ClientRequestId { get; private set; }

    /// <summary>
    /// Gets whether the network has begun to read the request, or its body if it has one. Before that the attempt cannot have had an
    /// effect.
    /// </summary>
    public bool HandedToNetwork { get; private set; }

    /// <summary>
    /// Gets whether the client's own connections have written the message. A user's primary handler does not say so.
    /// </summary>
    public bool IsWritten { get; private set; }

    /// <summary>
    /// Gets whether this attempt passed a request on to be sent, whatever its outcome. It passes none if no access token was acquired.
    /// </summary>
    public bool IsSent { get; private set; }

    /// <summary>Gets or sets the span of the call; null without a listener.</summary>
    public Activity? Span { get; set; }

    /// <summary>
    /// Gets whether an earlier attempt of this write may have taken effect. If so, a later response does not show the outcome of the write.
    /// </summary>
    public bool IsOutcomeUncertain { get; private set; }

    /// <summary>Gets the status of the response to the current attempt; null if there is none yet.</summary>
    public HttpStatusCode? StatusCode { get; private set; }

    public ReferralResponseInfo? Response { get; private set; }

    /// <summary>Gets the access token of the last message; null if there was none yet.</summary>
    public AuthenticationHeaderValue? Token { get; private set; }

    /// <summary>Gets whether that token was acquired for an earlier call, so that it may have been revoked since.</summary>
    public bool IsTokenHeld { get; private set; }

    /// <summary>Gets whether the service has refused a token of the call, and another one was obtained in its place.</summary>
    public bool HasReplacedToken { get; private set; }

    /// <summary>Gets or sets a function that runs when the network begins to read a request.</summary>
    public Action? Sending { get; set; }

    /// <summary>Gets or sets the delay that the retry policy chose before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    public static ReferralCall Of(HttpRequestMessage request) => Find(request)
        ?? throw new InvalidOperationException("The request has no call. Every method of IReferralsApi must pass one.");

    /// <summary>Returns the call of a request; null if it has none, because a handler exchanged the request for another.</summary>
    public static ReferralCall? Find(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out ReferralCall? call) ? call : null;

    public void BeginAttempt()
    {
        Attempts++;
        HandedToNetwork = false;
        IsSent = false;
        StatusCode = null;
        _lostRequests = null;
        IsWritten = false;
    }

    public void MarkOutcomeUncertain() => IsOutcomeUncertain = true;

    public void MarkWithoutEffect() => HandedToNetwork = false;

    public void MarkHandedToNetwork()
    {
        HandedToNetwork = true;
        Sending?.Invoke();
    }

    /// <summary>Records the token of a message.</summary>
    public void UseToken(AuthenticationHeaderValue token, bool isCached)
    {
        // A token that the first attempt acquired is cached in the second one, and is no older than the call.
        IsTokenHeld = isCached && (IsTokenHeld || !ReferenceEquals(token, Token));
        Token = token;
    }

    public void MarkTokenReplaced() => HasReplacedToken = true;

    /// <summary>Begins a message of the attempt, and returns its id.</summary>
    public Guid BeginMessage()
    {
        IsSent = true;
        HandedToNetwork = false;
        StatusCode = null;
        IsWritten = false;
        RequestsSent++;
        return ClientRequestId = CallId.New();
    }

    /// <summary>Notes that the network writes the message. Returns a new id if it has written the message before; null if not.</summary>
    /// <exception cref="HttpRequestException">The call has one attempt, which is that of the first writing.</exception>
    public Guid? BeginWriting()
    {
        if (!IsWritten)
        {
            IsWritten = true;
            return null;
        }

        if (MaxAttempts == 1)
        {
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, "The connection was closed before a response came, and MaxAttempts is 1.");
        }

        (_lostRequests ??= []).Add(ClientRequestId);
        RequestsSent++;
        return ClientRequestId = CallId.New();
    }

    /// <summary>Notes that the message was not sent after all: it found no connection, or a handler refused it.</summary>
    public void TakeBackMessage()
    {
        // A message that the client's own connections have written was sent, whatever became of its repeat.
        RequestsSent -= IsWritten ? 0 : 1;
    }

    public void RecordResponse(HttpResponseMessage response)
    {
        StatusCode = response.StatusCode;
        if (StatusCode == HttpStatusCode.Unauthorized)
        {
            MarkWithoutEffect(); // The service refuses a token before it acts on the request.
        }
        else
        {
            HandedToNetwork = true; // Even if a handler has exchanged the body for one that the client does not observe.
        }

        if (CapturesResponse)
        {
            CaptureResponse(response);
        }
    }

    private void CaptureResponse(HttpResponseMessage response)
    {
        Dictionary<string, IReadOnlyList<string>> headers = new(StringComparer.OrdinalIgnoreCase);
        Add(response.Headers);
        Add(response.Content.Headers);
        Response = new ReferralResponseInfo
        {
            StatusCode = response.StatusCode,
            RequestId = response.RequestId(),
            ClientRequestId = ClientRequestId,
            CorrelationId = CorrelationId,
            ETag = response.EntityTag(),
            Attempts = Attempts,
            RequestsSent = RequestsSent,
            Headers = headers,
        };

        void Add(HttpHeaders source)
        {
            foreach ((string name, HeaderStringValues values) in source.NonValidated)
            {
                headers[name] = [.. values];
            }
        }
    }
}
